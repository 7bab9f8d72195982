using System.Security.Cryptography;
using System.Text;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>How the template of an image is made, and its name, which changes with all that it is made of.</summary>
/// <param name="Image">The image.</param>
/// <param name="Name">The template's name.</param>
/// <param name="Key">The part of the name that tells it from all others.</param>
/// <param name="Arguments">Arguments of a shell that makes it.</param>
internal sealed record TemplateRecipe(DockerImage Image, string Name, string Key, IReadOnlyList<string> Arguments)
{
    public const string Repository = "cake-mysql-replication/template";

    private const string Volume = "/var/lib/mysql";

    // Of the variables with these prefixes, all others tell the entrypoint how to initialise.
    private static readonly string[] Harmless =
    [
        "MYSQL_MAJOR", "MYSQL_VERSION", "MYSQL_SHELL_VERSION", "MYSQL_INITDB_SKIP_TZINFO",
        "MARIADB_VERSION", "MARIADB_MAJOR", "MARIADB_INITDB_SKIP_TZINFO", "MARIADB_AUTO_UPGRADE", "MARIADB_DISABLE_UPGRADE_BACKUP",
    ];

    public static TemplateRecipe Of(DockerImage image, ServerVersion version, IReadOnlyList<string> options)
    {
        IReadOnlyList<string> arguments =
        [
            "-c",
            TemplateScripts.Make,
            "sh",
            TemplateScripts.StartOf(version, image.Entrypoint, DockerRunSettings.PasswordFileInImage),
            TemplateScripts.AtOnce(version),
            image.Program!,
            .. image.Entrypoint,
            .. image.Command,
            .. TemplateScripts.QuickOptions,
            .. options,
        ];
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image.Id + "\n" + string.Join('\n', arguments))))[..16];
        return new TemplateRecipe(image, $"{Repository}:{(version.IsMariaDb ? "mariadb" : "mysql")}-{version.Number}-{key}", key, arguments);
    }

    /// <summary>Why an image can only be initialised by its own entrypoint, on each server; null where a copy will do.</summary>
    public static string? FindObstacle(DockerImage image)
    {
        if (image.Entrypoint is not [var entrypoint] || entrypoint.Split('/')[^1] != "docker-entrypoint.sh" || image.Program is not ("mysqld" or "mariadbd"))
            return "it is not started the way that the official images are";
        if (image.User is not ("" or "root" or "0"))
            return $"it runs under the account {image.User}";
        if (!image.Volumes.Contains(Volume))
            return $"{Volume} is not its volume";
        var variable = image.Variables
            .Select(text => text.Split('=')[0])
            .FirstOrDefault(name => (name.StartsWith("MYSQL_", StringComparison.Ordinal) || name.StartsWith("MARIADB_", StringComparison.Ordinal)) && !Harmless.Contains(name));
        return variable is null ? null : $"it sets {variable}";
    }
}

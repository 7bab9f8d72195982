using Cake.Docker;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Makes a template: initialises in a container, and keeps that as an image.</summary>
/// <param name="docker">The client.</param>
/// <param name="recipe">What is made.</param>
/// <param name="reference">The image's name.</param>
/// <param name="id">The topology that it is made for. Its teardown removes what a killed build leaves.</param>
/// <param name="limit">How long initialising may take.</param>
/// <param name="locks">The locks, of which this template's is held. Others may make the same at the same time, each in a container of his own.</param>
internal sealed class TemplateBuild(DockerCli docker, TemplateRecipe recipe, string reference, TopologyId id, TimeSpan limit, TemplateLocks locks)
{
    private string Container => Prefix(locks) + recipe.Key;

    /// <returns>The template, or why there is none. Nothing else is left of its making.</returns>
    public async Task<(DockerTemplate? Template, string Failure)> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var made = await MakeAsync(cancellationToken).ConfigureAwait(false);
            if (made.Says("is already in use by"))
            {
                // A killed build's: nobody else can be at it, while the lock is held.
                await docker.RemoveAsync([Container], cancellationToken).ConfigureAwait(false);
                made = await MakeAsync(cancellationToken).ConfigureAwait(false);
            }

            if (!made.Succeeded)
                return (null, Last(made));

            var hasScripts = made.Output.Contains(TemplateScripts.HasScripts);
            var size = made.Output.FirstOrDefault(line => line.StartsWith(TemplateScripts.Size, StringComparison.Ordinal))?[TemplateScripts.Size.Length..];
            var kept = await docker.CommandAsync($"commit {Changes(hasScripts, size ?? "0")} {Container} {recipe.Name}", cancellationToken).ConfigureAwait(false);
            return kept.Succeeded ? (new DockerTemplate(recipe.Name, hasScripts), "") : (null, Last(kept));
        }
        finally
        {
            await docker.SettleAsync(CancellationToken.None).ConfigureAwait(false);
            await docker.RemoveAsync([Container], CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Removes containers of killed builds; not those of builds that run, nor those of others, whose locks cannot be seen from here.</summary>
    public static async Task RemoveLeftoversAsync(DockerCli docker, TemplateLocks locks, CancellationToken cancellationToken)
    {
        var listing = await docker.CommandAsync($"ps --all --filter label={OwnLabel(locks)} --format \"{{{{.Names}}}}\"", cancellationToken).ConfigureAwait(false);
        var prefix = Prefix(locks);
        foreach (var name in listing.Output.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var free = locks.TryTake(name[prefix.Length..]);
            if (free is not null)
                await docker.RemoveAsync([name], cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Prefix(TemplateLocks locks) => $"cake-mysql-replication-template-{locks.Owner}-";

    private static string OwnLabel(TemplateLocks locks) => $"{DockerLabels.TemplateOwner}={locks.Owner}";

    private Task<DockerOutcome> MakeAsync(CancellationToken cancellationToken)
    {
        var settings = new DockerContainerRunSettings
        {
            Name = Container,
            Network = "none",
            Label = [.. DockerLabels.For(id), OwnLabel(locks)],
            User = "0",
            Entrypoint = "sh",
        };
        var arguments = recipe.Arguments.Select(DockerCli.Quoted).ToArray();
        return docker.RunContainerAsync(settings, recipe.Image.Id, arguments[0], arguments[1..], cancellationToken, new DockerPatience(limit, TimeSpan.Zero));
    }

    /// <summary>The labels of the topology do not belong to the template, and servers are started by its own script.</summary>
    private string Changes(bool hasScripts, string size)
    {
        var labels = new[]
        {
            $"{DockerTemplate.Label}={reference}",
            $"{DockerTemplate.ScriptsLabel}={(hasScripts ? "yes" : "no")}",
            $"{DockerTemplate.SizeLabel}={size}",
            DockerLabels.Key + "=",
            DockerLabels.Topology + "=",
            DockerLabels.Base + "=",
            DockerLabels.TemplateOwner + "=",
        };
        string[] changes =
        [
            "LABEL " + string.Join(' ', labels),
            $"ENTRYPOINT [\"{TemplateScripts.Start}\"]",
            $"CMD {System.Text.Json.JsonSerializer.Serialize(recipe.Image.Command)}",
        ];
        return string.Join(' ', changes.Select(change => "--change " + DockerCli.Quoted(change)));
    }

    private static string Last(DockerOutcome outcome) =>
        outcome.Errors.LastOrDefault(line => line.Trim().Length > 0)?.Trim().TrimEnd('.') + $" (exit code {outcome.ExitCode}).";
}

namespace Cake.MySqlReplication.Settings;

/// <summary>Finds what is wrong with what single servers are given, and with how replicas are to replicate.</summary>
internal static class ChoiceValidation
{
    public static IEnumerable<string> Problems(ReplicationSettings settings)
    {
        foreach (var delay in settings.Choices.Select(choice => choice.Delay).OfType<TimeSpan>().Prepend(settings.Delay))
        {
            if (delay < TimeSpan.Zero || delay > TimeSpan.FromHours(1))
                yield return $"delay: {delay.TotalSeconds} seconds is out of range. Allowed: 0 to 3600 seconds.";
        }

        foreach (var pattern in settings.ReplicateOnly.Where(pattern => !TableFilter.IsPattern(pattern)))
            yield return $"replicate-only: '{pattern}' is not usable. Allowed: schema or schema.table, with % and _ as in LIKE.";
        foreach (var pattern in settings.ReplicateIgnore.Where(pattern => !TableFilter.IsPattern(pattern)))
            yield return $"replicate-ignore: '{pattern}' is not usable. Allowed: schema or schema.table, with % and _ as in LIKE.";

        if (settings.ReplicateOnly.Count > 0 && settings.ReplicateIgnore.Count > 0)
            yield return "replicate-only, replicate-ignore: servers that are told what to take over do not look at what to ignore. Leave one of them out.";

        var servers = ServerNames.All(settings);
        foreach (var choice in settings.Choices.Where(choice => !servers.Contains(choice.Server)))
            yield return $"image, server, server-version, delay: a value is given for a server called '{choice.Server}', and there is none. Servers: {string.Join(", ", servers)}.";
        foreach (var group in settings.Choices.GroupBy(choice => choice.Server).Where(group => group.Count() > 1))
            yield return $"image, server, server-version, delay: there are {group.Count()} choices for {group.Key}. Put them into one.";
        foreach (var choice in settings.Choices)
        {
            if (choice.Image is { } image && !ImageReference.IsValid(image))
                yield return $"image: '{image}', given for {choice.Server}, is not an image reference. Allowed: [registry/]repository[:tag][@digest].";
            foreach (var problem in ServerValidation.Problems(settings.For(choice.Server)).Except(ServerValidation.Problems(settings with { Choices = [] })))
                yield return $"{problem} (For {choice.Server}.)";
        }
    }
}

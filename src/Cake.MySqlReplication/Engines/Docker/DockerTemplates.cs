using System.Collections.Concurrent;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Finds the template of an image, or has it made; and removes those that nobody needs any more.</summary>
internal sealed class DockerTemplates(DockerCli docker, DockerImages images, ICakeLog log, TimeProvider clock, TemplateLocks locks)
{
    // How exactly an engine needs to know when a template was used last.
    private static readonly TimeSpan Renewal = TimeSpan.FromHours(1);

    // All servers of a topology wait for the same.
    private readonly ConcurrentDictionary<string, Lazy<Task<DockerTemplate?>>> _known = new();
    private readonly ConcurrentDictionary<string, bool> _told = new();

    /// <summary>The template that a server without data is to be started from; null where its image is to initialise it.</summary>
    public async Task<DockerTemplate?> ForAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        if (server.Initialised)
            return null;

        var template = await FindAsync(topology, server, cancellationToken).ConfigureAwait(false);
        if (template is not { HasScripts: true } || !DockerRunSettings.RunsScripts(topology, server))
            return template;
        log.Verbose("{0} is initialised by its image's own entrypoint: the image has scripts for that.", server.Name);
        return null;
    }

    /// <summary>Forgets a template that turned out to be of no use.</summary>
    public void GiveUp(DockerTemplate template, string reason)
    {
        log.Information("The template {0} cannot be used: {1} The image's own entrypoint initialises the servers.", template.Name, reason);
        _known[template.Name] = new Lazy<Task<DockerTemplate?>>(Task.FromResult<DockerTemplate?>(null));
    }

    /// <summary>Removes templates beyond the limits that no container uses, and what killed builds left.</summary>
    public async Task<IReadOnlyList<RemovedCacheItem>> CleanAsync(CacheLimits limits, CancellationToken cancellationToken)
    {
        var leftovers = TemplateBuild.RemoveLeftoversAsync(docker, locks, cancellationToken);
        var listing = await docker.CommandAsync($"image ls --quiet --no-trunc --filter label={DockerTemplate.Label}", cancellationToken).ConfigureAwait(false);
        await leftovers.ConfigureAwait(false);
        var ids = listing.OrThrow("list images").Output.Distinct().ToList();
        if (ids.Count == 0)
            return [];

        var inspected = await docker.CommandAsync("image inspect --format \"{{json .}}\" " + string.Join(' ', ids), cancellationToken).ConfigureAwait(false);
        var removed = new List<RemovedCacheItem>();
        var kept = 0L;
        foreach (var image in inspected.Output.Select(DockerImage.Parse).OrderByDescending(image => image.LastNamed))
        {
            // Images that users make of a template have its labels, and are theirs.
            var names = image.Names.Where(name => name.Contains(TemplateRecipe.Repository + ":", StringComparison.Ordinal)).ToList();
            if (names.Count == 0)
                continue;

            var bytes = DockerTemplate.BytesOf(image);
            kept += bytes;
            if (clock.GetUtcNow() - image.LastNamed < limits.Age && kept <= limits.Bytes)
                continue;
            // Without --force: the engine refuses to remove what a container uses, running or not.
            var outcome = await docker.CommandAsync("rmi " + string.Join(' ', names), cancellationToken).ConfigureAwait(false);
            if (!outcome.Succeeded)
            {
                DockerErrors.ThrowIfEngineIsAway(outcome);
                continue;
            }

            kept -= bytes;
            removed.Add(new RemovedCacheItem($"the image {names[0]}", bytes));
        }

        return removed;
    }

    private async Task<DockerTemplate?> FindAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        var reference = DockerImages.Of(topology, server);
        // What is wrong with an image shows when it is run.
        if (await images.FindAsync(reference, cancellationToken).ConfigureAwait(false) is not { } image)
            return null;
        var lines = File.Exists(topology.Paths.OptionFile(server.Name)) ? await File.ReadAllLinesAsync(topology.Paths.OptionFile(server.Name), cancellationToken).ConfigureAwait(false) : [];
        var obstacle = TemplateRecipe.FindObstacle(image) ?? (InitialOptions.FindObstacle(lines) is { } option ? $"{option} is among its options" : null);
        if (obstacle is not null)
        {
            if (_told.TryAdd(reference + obstacle, true))
                log.Information("{0} initialises each server by itself, which takes longer than a copy: {1}.", reference, obstacle);
            return null;
        }

        var recipe = TemplateRecipe.Of(image, server.Version, InitialOptions.In(lines));
        var answer = _known.GetOrAdd(recipe.Name, _ => new Lazy<Task<DockerTemplate?>>(LookOrMakeAsync));
        try
        {
            return await answer.Value.ConfigureAwait(false);
        }
        catch
        {
            // Who gave up, or what failed, is no answer for a later start.
            _known.TryRemove(KeyValuePair.Create(recipe.Name, answer));
            throw;
        }

        async Task<DockerTemplate?> LookOrMakeAsync() =>
            await LookAsync(recipe, cancellationToken).ConfigureAwait(false)
            ?? await MakeAsync(recipe, reference, topology, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DockerTemplate?> LookAsync(TemplateRecipe recipe, CancellationToken cancellationToken)
    {
        if (await images.FindAsync(recipe.Name, cancellationToken).ConfigureAwait(false) is not { } image)
            return null;
        // Cleaning goes by when an image got its name last.
        if (clock.GetUtcNow() - image.LastNamed > Renewal)
            await docker.CommandAsync($"tag {recipe.Name} {recipe.Name}", cancellationToken).ConfigureAwait(false);
        return DockerTemplate.Of(recipe.Name, image);
    }

    private async Task<DockerTemplate?> MakeAsync(TemplateRecipe recipe, string reference, Topology topology, CancellationToken cancellationToken)
    {
        try
        {
            var waited = false;
            using var held = await locks.TakeAsync(recipe.Key, topology.Asked.StartTimeout, Wait, clock, cancellationToken).ConfigureAwait(false);
            if (waited && await LookAsync(recipe, cancellationToken).ConfigureAwait(false) is { } made)
                return made;
            if (held is null)
                return NotMade(reference, "another build has been at it for too long.");

            log.Information("Initialising {0} once, for all servers and for later starts: {1}.", reference, recipe.Name);
            var cleaning = CleanAsync(CacheLimits.WhenKeeping(topology.Asked), cancellationToken);
            var (template, failure) = await new TemplateBuild(docker, recipe, reference, TopologyId.Of(topology), topology.Asked.StartTimeout, locks)
                .RunAsync(cancellationToken).ConfigureAwait(false);
            foreach (var removed in await cleaning.ConfigureAwait(false))
                log.Information("Removed {0}, which was not used for long.", removed.Name);
            return template ?? NotMade(reference, failure);

            void Wait()
            {
                waited = true;
                log.Information("Another build initialises {0}; waiting for it.", reference);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or MySqlReplicationException)
        {
            return NotMade(reference, exception.Message);
        }
    }

    private DockerTemplate? NotMade(string reference, string reason)
    {
        log.Information("No template of {0} could be made: {1} Its own entrypoint initialises each server.", reference, reason);
        return null;
    }
}

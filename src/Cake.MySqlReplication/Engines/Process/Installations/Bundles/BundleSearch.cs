namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>What a search for a server has come upon so far, for the error if there is none.</summary>
internal sealed class BundleSearch
{
    private readonly List<string> _offers = [];
    private readonly List<string> _obstacles = [];

    /// <summary>Servers that could be fetched instead, each with its place.</summary>
    public IReadOnlyList<string> Offers => _offers;

    /// <summary>Why a place could not be searched.</summary>
    public IReadOnlyList<string> Obstacles => _obstacles;

    public void Offer(string offer) => AddOnce(_offers, offer);

    public void Obstacle(string obstacle) => AddOnce(_obstacles, obstacle);

    private static void AddOnce(List<string> list, string text)
    {
        if (!list.Contains(text))
            list.Add(text);
    }
}

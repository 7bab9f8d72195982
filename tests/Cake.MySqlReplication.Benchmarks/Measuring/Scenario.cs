using Cake.MySqlReplication.Benchmarks.Figures;

namespace Cake.MySqlReplication.Benchmarks.Measuring;

/// <summary>What is measured together, in turns, so that what else the machine does hits all of it alike.</summary>
internal abstract class Scenario(string name, string title)
{
    private readonly List<Figure> _figures = [];
    private readonly List<string> _notes = [];

    public string Name => name;

    protected Sheet Sheet { get; } = new();

    /// <summary>Runs it. Whatever it throws becomes its result's failure, beside what was measured until then.</summary>
    public async Task<ScenarioResult> MeasureAsync(Workbench bench, CancellationToken cancellationToken)
    {
        string? failure = null;
        try
        {
            await RunAsync(bench, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failure = exception.Message;
        }

        return new ScenarioResult(name, title, _figures, _notes, failure);
    }

    protected abstract Task RunAsync(Workbench bench, CancellationToken cancellationToken);

    protected void Note(string note) => _notes.Add(note);

    /// <summary>A line of the result, if all that it needs was measured.</summary>
    protected void Show(string value, string? peer = null, double? wanted = null)
    {
        if (Sheet.Has(value) && (peer is null || Sheet.Has(peer)))
            _figures.Add(new Figure(Sheet[value], peer is null ? null : Sheet[peer], wanted));
    }

    protected void Show(Figure figure) => _figures.Add(figure);

    /// <summary>Each of them in turn, once unmeasured and then as often as is asked for.</summary>
    protected async Task TakeTurnsAsync(Workbench bench, IReadOnlyList<Contender> contenders, CancellationToken cancellationToken)
    {
        var present = contenders.ToList();
        for (var turn = 0; turn <= bench.Runs; turn++)
        {
            foreach (var contender in present.ToList())
            {
                Workbench.Say($"{Name}: {contender.Name}, {(turn == 0 ? "warming up" : $"{turn} of {bench.Runs}")}");
                try
                {
                    await contender.RunAsync(turn == 0 ? new Sheet() : Sheet, cancellationToken);
                }
                catch (MissingPeerException missing)
                {
                    Note($"{contender.Name} is missing: {missing.Message}");
                    present.Remove(contender);
                }
            }
        }
    }
}

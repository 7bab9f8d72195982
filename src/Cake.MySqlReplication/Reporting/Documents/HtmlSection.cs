namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>A section of the page.</summary>
/// <param name="Id">What links lead to.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Body">All of it.</param>
internal sealed record HtmlSection(string Id, string Title, Html Body)
{
    /// <param name="id">What links lead to.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="note">A line below the heading; may be empty.</param>
    /// <param name="content">What stands in it.</param>
    public static HtmlSection With(string id, string title, string note, Html content) => new(id, title, Html.Of($"""
        <section id="{id}" aria-labelledby="{id}-heading">
        <h2 id="{id}-heading">{title}</h2>
        {(note.Length == 0 ? Html.Empty : Html.Of($"""<p class="note">{note}</p>"""))}
        {content}
        </section>
        """));

    /// <summary>A table that scrolls by itself where the page is narrow.</summary>
    public static Html Table(string label, IReadOnlyList<string> head, IEnumerable<Html> rows) => Html.Of($"""
        <div class="scroll" role="region" aria-label="{label}" tabindex="0">
        <table>
        <thead><tr>{head.Select(cell => Html.Of($"""<th scope="col">{cell}</th>"""))}</tr></thead>
        <tbody>{rows}</tbody>
        </table>
        </div>
        """);

    /// <summary>A word with a colour that says the same.</summary>
    public static Html State(Health health, string text) => Html.Of($"""<span class="state {Words.ClassOf(health)}">{text}</span>""");
}

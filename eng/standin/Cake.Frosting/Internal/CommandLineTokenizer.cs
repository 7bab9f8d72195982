namespace Cake.Frosting.Internal;

/// <summary>Splits a command line into options, by the rules that Cake's own hosts follow.</summary>
/// <remarks>
/// <c>--name</c>, <c>--name value</c>, <c>--name=value</c> and <c>--name:value</c>; the same with <c>-n</c>;
/// <c>-abc</c> is <c>-a -b -c</c>.
/// </remarks>
internal static class CommandLineTokenizer
{
    /// <summary>Splits words into options.</summary>
    /// <param name="words">The words.</param>
    /// <param name="takesValue">Whether an option takes the word after it as its value.</param>
    /// <param name="onStrayWord">Called with a word that belongs to no option.</param>
    public static IEnumerable<CommandLineToken> Split(
        IReadOnlyList<string> words,
        Func<string, bool> takesValue,
        Action<string> onStrayWord)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (!IsOption(word))
            {
                onStrayWord(word);
                continue;
            }

            var separator = IndexOfSeparator(word);
            var spelling = separator < 0 ? word : word[..separator];
            var isLong = spelling.StartsWith("--", StringComparison.Ordinal);
            if (!isLong)
            {
                for (var letter = 1; letter < spelling.Length - 1; letter++) yield return new($"-{spelling[letter]}", null);
                spelling = $"-{spelling[^1]}";
            }

            if (separator >= 0)
            {
                if (separator == word.Length - 1)
                    throw new CommandLineException($"Option '{spelling}' has a '{word[separator]}' but no value after it.");
                yield return new(spelling, word[(separator + 1)..]);
            }
            else if (i + 1 < words.Count && !IsOption(words[i + 1]) && takesValue(spelling)) yield return new(spelling, words[++i]);
            else yield return new(spelling, null);
        }
    }

    private static int IndexOfSeparator(string word)
    {
        var equals = word.IndexOf('=');
        var colon = word.IndexOf(':');
        return equals < 0 || colon < 0 ? Math.Max(equals, colon) : Math.Min(equals, colon);
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && word[1] is not ('=' or ':');
}

using ForumClassifier.Corpora.Duplicates;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Inspection;

/// <summary>What is in a corpus.</summary>
public sealed record CorpusSummary
{
    public required long Posts { get; init; }

    public required long Threads { get; init; }

    /// <summary>Distinct names, the empty one left out.</summary>
    public required long Authors { get; init; }

    public required DateTimeOffset? First { get; init; }

    public required DateTimeOffset? Last { get; init; }

    /// <summary>Posts without a date, those whose date cannot be read included.</summary>
    public required long Undated { get; init; }

    /// <summary>How many posts have each body format: <c>text</c>, <c>markdown</c>, <c>html</c> or <c>bbcode</c>.</summary>
    public required IReadOnlyDictionary<string, long> BodyFormats { get; init; }

    /// <summary>Of all bodies as written, in UTF-16 code units, as the lengths below.</summary>
    public required long Characters { get; init; }

    public required int MedianLength { get; init; }

    /// <summary>Length that 95 % of the bodies do not exceed.</summary>
    public required int LongLength { get; init; }

    public required int LongestLength { get; init; }

    /// <summary>Posts whose title and body leave no text.</summary>
    public required long EmptyTexts { get; init; }

    /// <summary>Posts whose id an earlier post has, and that are read all the same.</summary>
    public required long DoubledIds { get; init; }

    /// <summary>The first ten different ones of these ids.</summary>
    public required IReadOnlyList<string> FirstDoubledIds { get; init; }

    /// <summary>Posts that say the same as others.</summary>
    public required DuplicateCounts Duplicates { get; init; }

    /// <summary>What the reading met and passed over.</summary>
    public required CorpusOddities Oddities { get; init; }
}

using ForumClassifier.Corpora.Duplicates;

namespace ForumClassifier.Inference;

/// <summary>What a finished labelling did.</summary>
public sealed record LabelSummary
{
    /// <summary>Posts of the corpus, each with one prediction.</summary>
    public required long Posts { get; init; }

    /// <summary>Those of <see cref="Posts"/> whose predictions an earlier, interrupted labelling had saved.</summary>
    public required long KeptPosts { get; init; }

    /// <summary>Posts without text.</summary>
    public required long Abstained { get; init; }

    /// <summary>Posts longer than the model's longest input.</summary>
    public required long Truncated { get; init; }

    /// <summary>Posts without a date.</summary>
    public required long Undated { get; init; }

    /// <summary>Posts that were given the prediction of an earlier one.</summary>
    public required long Repeated { get; init; }

    /// <summary>Where duplicates were to be labelled once, and there was something left to label: what was found of them.</summary>
    public DuplicateCounts? Duplicates { get; init; }

    /// <summary>Tokens read, those of kept posts included.</summary>
    public required long Tokens { get; init; }

    /// <summary>How many posts have each code, in the order of the model's codes.</summary>
    public required IReadOnlyDictionary<string, long> Codes { get; init; }

    /// <summary>Of this labelling, from its start, with the hashing of the corpus and the loading of the model.</summary>
    public required double Seconds { get; init; }

    /// <summary>From the program's start to the end of the first batch; null where no text was classified.</summary>
    public required double? SecondsToFirstBatch { get; init; }

    /// <summary>Of this labelling.</summary>
    public required LabelPhases Phases { get; init; }

    /// <summary>How much of the time from first to last batch was spent inside the engine, in [0, 1]; null where no text was classified.</summary>
    public required double? EngineShare { get; init; }

    /// <summary>How much of what was computed is padding, in [0, 1]; null where no text was classified.</summary>
    public required double? PaddingShare { get; init; }

    /// <summary>Posts that are not kept ones, over <see cref="Seconds"/>.</summary>
    public required double PostsPerSecond { get; init; }

    /// <summary>Tokens of posts that are not kept ones, over <see cref="Seconds"/>.</summary>
    public required double TokensPerSecond { get; init; }

    /// <summary>SHA-256 of the file of predictions, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How the posts stand to those of an earlier run; null where there is none.</summary>
    public required SincePosts? Since { get; init; }

    /// <summary>What the user should look at, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Inference;

/// <summary>What is to be labelled, by what, and where the predictions go.</summary>
public sealed record LabelRequest
{
    /// <summary>Dump files and folders, as <see cref="CorpusReader"/> takes them; at least one.</summary>
    public required IReadOnlyList<string> CorpusPaths { get; init; }

    public required PostColumns Columns { get; init; }

    /// <summary>The model's own.</summary>
    public required TextTemplate TextTemplate { get; init; }

    /// <summary>Which posts are labelled, and what of them is one text.</summary>
    public PostSelection Selection { get; init; } = PostSelection.All;

    public required ModelIdentity Model { get; init; }

    /// <summary>Every option that changes a prediction, by its name on the command line, such as <c>--max-tokens</c>; an interrupted run goes on only with the same.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The model's: the probabilities of parents of its codes are written beside those of the codes. Null writes none.</summary>
    public Taxonomy? Taxonomy { get; init; }

    public required string ProgramVersion { get; init; }

    /// <summary>The file of predictions; its ending, <c>.csv</c> or <c>.jsonl</c>, says how they are written.</summary>
    public required string Output { get; init; }

    /// <summary>True where a post that says the same as an earlier one, or nearly so, gets the prediction of that; every post has its row all the same.</summary>
    public bool LabelOnce { get; init; }

    /// <summary>An earlier run by the same model and options, whose predictions are kept for posts that are unchanged since; null to label all.</summary>
    public EarlierRun? Since { get; init; }

    /// <summary>True to begin anew: an earlier result and an interrupted run are deleted as soon as the model is loaded.</summary>
    public bool Overwrite { get; init; }

    /// <summary>True where a damaged file of a corpus folder ends the labelling; else it is left out and counted.</summary>
    public bool Strict { get; init; }
}

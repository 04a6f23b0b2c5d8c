namespace ForumClassifier.Inference;

/// <summary>A labelling that is to be shared out.</summary>
public sealed record PlanRequest
{
    /// <summary>Of <see cref="LabelRequest.Output"/> only the ending counts: it says how predictions are written. <see cref="LabelRequest.Overwrite"/> deletes another run in the folder.</summary>
    public required LabelRequest Labelling { get; init; }

    /// <summary>The folder of the run.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the model lies.</summary>
    public required string ModelPath { get; init; }

    /// <summary>At least 1.</summary>
    public required int Shards { get; init; }

    /// <summary>True where another version of the program may go on with the run.</summary>
    public bool AllowUpgrade { get; init; }
}

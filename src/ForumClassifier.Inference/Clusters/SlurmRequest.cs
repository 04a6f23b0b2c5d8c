namespace ForumClassifier.Inference.Clusters;

/// <summary>A planned run that Slurm is to finish.</summary>
public sealed record SlurmRequest
{
    /// <summary>The folder of the run.</summary>
    public required string Run { get; init; }

    /// <summary>What starts the program on a node: words of a shell.</summary>
    public required string Program { get; init; }

    /// <summary>The file of the merged predictions; null puts it beside the run, under the run's name.</summary>
    public string? Output { get; init; }

    /// <summary>Where the nodes find the model; null for the plan's place.</summary>
    public string? Model { get; init; }

    /// <summary>Where the nodes find the corpus; empty for the plan's places.</summary>
    public IReadOnlyList<string> Corpus { get; init; } = [];

    /// <summary>As Slurm names them; null for the cluster's own choice.</summary>
    public string? Partition { get; init; }

    /// <summary>Of each task of the array, as <see cref="SlurmTime"/> reads it; null for the partition's.</summary>
    public string? Time { get; init; }

    /// <summary>Such as <c>gpu:1</c>, for each task of the array; null for none.</summary>
    public string? Gres { get; init; }

    /// <summary>How many shards are labelled at once; null for no limit.</summary>
    public int? MaxParallel { get; init; }
}

namespace ForumClassifier.Inference.Clusters;

/// <summary>A planned run that Kubernetes is to finish. The pods find everything in one persistent volume; relative paths are paths in it.</summary>
public sealed record KubernetesRequest
{
    /// <summary>The folder of the run, here; in the volume it has the same name.</summary>
    public required string Run { get; init; }

    /// <summary>Of the program, as <c>Containerfile</c> builds it.</summary>
    public required string Image { get; init; }

    /// <summary>Name of the PersistentVolumeClaim.</summary>
    public required string Claim { get; init; }

    /// <summary>Where the pods see the volume; absolute.</summary>
    public required string MountPath { get; init; }

    /// <summary>The file of the merged predictions; null puts it beside the run, under its name.</summary>
    public string? Output { get; init; }

    /// <summary>Where the pods find the model; null for the plan's place.</summary>
    public string? Model { get; init; }

    /// <summary>Where the pods find the corpus; empty for the plan's places.</summary>
    public IReadOnlyList<string> Corpus { get; init; } = [];

    /// <summary>How many shards are labelled at once; null for all.</summary>
    public int? MaxParallel { get; init; }
}

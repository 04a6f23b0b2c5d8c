namespace ForumClassifier.Core.Codings;

/// <summary>One entry of a taxonomy.</summary>
/// <param name="Id">Stable, never reused.</param>
/// <param name="Name">What people read; may change between versions.</param>
/// <param name="Definition">When a post gets this code; empty where the codebook has none.</param>
public sealed record Code(string Id, string Name, string Definition)
{
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>CSS colour such as <c>#4477aa</c>, or null.</summary>
    public string? Color { get; init; }

    /// <summary>The guid that tools of qualitative analysis (REFI-QDA) know the code by; null where none gave one.</summary>
    public string? GlobalId { get; init; }

    /// <summary>Names of the sets of the codebook that the code belongs to.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>False for a heading that no post is given.</summary>
    public bool Codable { get; init; } = true;

    public IReadOnlyList<Code> Children { get; init; } = [];
}

namespace ForumClassifier.Core.Codings;

/// <summary>What a change of a taxonomy did.</summary>
public enum ChangeKind
{
    /// <summary>A code came.</summary>
    Add,

    /// <summary>A code's name changed; its id and meaning did not.</summary>
    Rename,

    /// <summary>Several codes became one.</summary>
    Merge,

    /// <summary>One code became several.</summary>
    Split,

    /// <summary>A code has another parent.</summary>
    Move,

    /// <summary>A code's meaning changed.</summary>
    Redefine,

    /// <summary>A code went, and none takes its place.</summary>
    Retire,
}

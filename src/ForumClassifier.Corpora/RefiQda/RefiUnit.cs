namespace ForumClassifier.Corpora.RefiQda;

/// <summary>What becomes a post when a project is read.</summary>
public enum RefiUnit
{
    /// <summary>A source: each coder gave it every code of its passages.</summary>
    Source,

    /// <summary>A coded passage, its thread being the source; a source that is coded as a whole is a post as well.</summary>
    Passage,
}

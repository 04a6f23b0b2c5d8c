namespace ForumClassifier.Corpora.Audits;

/// <summary>A name and how often it occurs.</summary>
public sealed record AuditCount(string Name, int Count);

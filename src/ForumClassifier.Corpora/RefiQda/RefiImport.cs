using ForumClassifier.Corpora.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>A project that was read.</summary>
public sealed record RefiImport(CodingProject Project, RefiReport Report);

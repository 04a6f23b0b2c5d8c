namespace ForumClassifier.Corpora.Audits;

/// <summary>One thing that an audit found.</summary>
/// <param name="Check">What was looked for, such as <c>unknown code</c>.</param>
/// <param name="Place">File and line, or ids of posts, or of a code.</param>
/// <param name="Text">What was found; never the text of a post.</param>
public sealed record AuditFinding(string Check, string Place, string Text);

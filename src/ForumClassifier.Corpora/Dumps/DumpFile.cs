namespace ForumClassifier.Corpora.Dumps;

/// <summary>One file of a corpus, on the disk or in an archive.</summary>
/// <param name="Place">Names it in messages: its path, or <c>archive.zip/member.json</c>.</param>
/// <param name="Member">Its path in the archive; null for a file on the disk.</param>
/// <param name="IsMember">True where it is one of many, in a folder or an archive, and the others can be read without it.</param>
/// <param name="Open">Its bytes, decompressed; may be called once, before the next file is asked for.</param>
internal sealed record DumpFile(string Place, string? Member, bool IsMember, Func<Stream> Open);

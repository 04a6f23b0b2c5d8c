namespace ForumClassifier.Inference.Runs;

/// <summary>Puts parts together to a file of predictions; holds one of them.</summary>
internal static class PartJoin
{
    /// <param name="lost">Says what is wrong with a part that is not whole.</param>
    /// <returns>The file as it was written.</returns>
    public static WrittenFile Write(Stream stream, string path, ReadOnlySpan<byte> header, PartFolder folder, IEnumerable<PartReference> parts, Func<PartReference, Exception> lost, CancellationToken cancellationToken)
    {
        using var file = new HashedFile(stream);
        file.Write(header);
        foreach (var reference in parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = folder.Read(reference) ?? throw lost(reference);
            file.Write(part.Rows.Span);
        }

        return file.Describe(path);
    }
}

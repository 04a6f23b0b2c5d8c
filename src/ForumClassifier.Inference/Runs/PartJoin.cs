namespace ForumClassifier.Inference.Runs;

/// <summary>Puts parts together to a file of predictions and a file of keys; holds one of them.</summary>
internal static class PartJoin
{
    /// <param name="keys">Receives the keys of the texts.</param>
    /// <param name="lost">Says what is wrong with a part that is not whole.</param>
    /// <returns>The files as they were written.</returns>
    public static (WrittenFile Predictions, WrittenFile Keys) Write(
        Stream stream, Stream keys, string path, ReadOnlySpan<byte> header, PartFolder folder, IEnumerable<PartReference> parts, Func<PartReference, Exception> lost, CancellationToken cancellationToken)
    {
        using var file = new HashedFile(stream);
        using var keyFile = new HashedFile(keys);
        file.Write(header);
        foreach (var reference in parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = folder.Read(reference) ?? throw lost(reference);
            file.Write(part.Rows.Span);
            keyFile.Write(part.Keys);
        }

        return (file.Describe(path), keyFile.Describe(RunFolder.KeysName));
    }
}

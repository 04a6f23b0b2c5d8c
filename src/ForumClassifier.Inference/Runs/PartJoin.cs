using ForumClassifier.Corpora.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>Puts parts together to a file of predictions and a file of keys; holds one of them.</summary>
internal static class PartJoin
{
    /// <param name="keys">Receives the keys of the texts.</param>
    /// <param name="lost">Says what is wrong with a part that is not whole.</param>
    /// <returns>The files as they were written.</returns>
    public static (WrittenFile Predictions, WrittenFile Keys) Write(
        Stream stream, string path, Stream keys, string keysPath, ReadOnlySpan<byte> header, PartFolder folder, IEnumerable<PartReference> parts, Func<PartReference, Exception> lost, CancellationToken cancellationToken)
    {
        using var file = new HashedFile(stream, path);
        using var keyFile = new HashedFile(keys, keysPath);
        var parquet = PredictionWriter.FormatOf(path) == PredictionFormat.Parquet ? new ParquetPredictions(new HashingStream(file), header) : null;
        if (parquet is null)
        {
            file.Write(header);
        }

        foreach (var reference in parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = folder.Read(reference) ?? throw lost(reference);
            if (parquet is null)
            {
                file.Write(part.Rows.Span);
            }
            else
            {
                parquet.WriteAsync(part.Rows, cancellationToken).GetAwaiter().GetResult();
            }

            keyFile.Write(part.Keys);
        }

        parquet?.DisposeAsync().AsTask().GetAwaiter().GetResult(); // writes the end of the file

        return (file.Describe(), keyFile.Describe());
    }
}

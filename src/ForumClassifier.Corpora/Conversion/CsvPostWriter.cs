using CsvHelper;
using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.Conversion;

/// <summary>Writes RFC 4180 with a header; lines end in <c>\n</c>.</summary>
internal sealed class CsvPostWriter : IPostWriter
{
    private readonly CsvWriter _csv;

    public CsvPostWriter(Stream stream)
    {
        _csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        Write(PostFields.Names);
    }

    public ValueTask WriteAsync(Post post, CancellationToken cancellationToken = default)
    {
        Write(PostFields.Of(post));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _csv.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Write(string?[] fields)
    {
        foreach (var field in fields)
        {
            _csv.WriteField(field ?? "");
        }

        _csv.EndRecord();
    }
}

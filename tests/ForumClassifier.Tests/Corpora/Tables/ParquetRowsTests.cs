using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;
using Parquet;
using Parquet.Schema;

namespace ForumClassifier.Tests.Corpora.Tables;

public sealed class ParquetRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Numbers_and_times_become_text()
    {
        var path = await WriteAsync();

        var posts = await CorpusFiles.ReadAsync(path, new PostColumns { TextColumns = ["body"] });

        Assert.Equal(
            [
                new Post("17", "3", "", new DateTimeOffset(2024, 3, 4, 12, 0, 0, TimeSpan.Zero), "", "one", BodyFormat.Text),
                new Post("18", "18", "", null, "", "", BodyFormat.Text),
            ],
            posts);
    }

    [Fact]
    public async Task Damaged_files_are_told_apart()
    {
        var bytes = await File.ReadAllBytesAsync(await WriteAsync(), TestContext.Current.CancellationToken);
        _folder.WriteBytes("cut.parquet", bytes[..^20]);
        _folder.WriteBytes("locked.parquet", [.. bytes[..^4], .. "PARE"u8]);
        _folder.Write("text.parquet", "id,body\n1,secret\n");
        _folder.WriteBytes("hurt.parquet", [.. bytes[..4], .. bytes[4..].Select((value, i) => i < 60 ? (byte)~value : value)]);

        Assert.Equal(": The Parquet file is cut: its end is missing. Get the file again.", await MessageAsync("cut.parquet"));
        Assert.Equal(": The Parquet file is encrypted. Save it without encryption.", await MessageAsync("locked.parquet"));
        Assert.Equal(": The file is not Parquet: its first bytes are others. Check what it is; the ending of its name says .parquet.", await MessageAsync("text.parquet"));
        Assert.Equal("(1): The Parquet data are damaged here or soon after, or compressed in a way that is not known. Get the file again, or write it with Snappy or Zstandard.", await MessageAsync("hurt.parquet"));
    }

    private async Task<string> WriteAsync()
    {
        var path = _folder.File("posts.parquet");
        DataField[] fields = [new DataField<long>("id"), new DataField<int?>("thread_id"), new DataField<string>("body"), new DateTimeDataField("created_at", DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, isNullable: true)];
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync<long>(fields[0], new long[] { 17, 18 });
        await group.WriteAsync<int>(fields[1], new int?[] { 3, null });
        await group.WriteAsync(fields[2], new string?[] { "one", null }!);
        await group.WriteAsync<DateTime>(fields[3], new DateTime?[] { new DateTime(2024, 3, 4, 12, 0, 0, DateTimeKind.Utc), null });
        return path;
    }

    private async Task<string> MessageAsync(string name)
    {
        var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(_folder.File(name)));
        return error.Message[_folder.File(name).Length..];
    }
}

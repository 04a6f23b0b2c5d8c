using System.Buffers.Binary;
using System.IO.Compression;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;
using ZstdSharp;

namespace ForumClassifier.Tests.Corpora.Dumps;

public class ArchiveTests
{
    private static readonly (string Name, byte[] Content)[] Members =
    [
        ("dump/README.md", Archives.Bytes("about")),
        ("dump/b.json", Archives.Bytes("""{"id": 2, "topic_id": 1, "post_number": 2, "raw": "two"}""")),
        ("dump/a.json.gz", CorpusFiles.Gzip("""{"id": 1, "topic_id": 1, "post_number": 1, "raw": "one"}""")),
        ("dump/.hidden.json", Archives.Bytes("no")),
        ("__MACOSX/dump/b.json", Archives.Bytes("no")),
        ("dump/damaged.json", Archives.Bytes("{\"post_stream\": {\"posts\": [")),
        ("dump/inner.zip", Archives.Bytes("PK")),
        ("dump/c.csv", Archives.Bytes("id,text\nc1,three\nc2,four\n")),
        ("dump/d.jsonl.zst", Archives.Zstd("{\"id\": \"d1\", \"text\": \"five\"}\n")),
        ("dump/Posts.xml", Archives.Bytes("<posts><row Id=\"6\" PostTypeId=\"1\" Body=\"six\" Title=\"t\" /></posts>")),
    ];

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tar")]
    [InlineData("a.tar.gz")]
    [InlineData("a.tgz")]
    [InlineData("a.tar.zst")]
    public async Task Members_are_read_in_the_order_of_the_archive_and_damaged_ones_left_out(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Archives.Write(folder, name, Members);
        var oddities = new CorpusOddities();

        var posts = await CorpusFiles.ReadAsync(path, null, oddities);

        Assert.Equal(["two", "one", "three", "four", "five", "six"], posts.Select(post => post.Body));
        Assert.Equal(
            [
                $"{path}/dump/damaged.json(1): The file is not valid JSON (byte 28 of the line or of the object). Expected a JSON object, an array of objects, or an object a line.",
                $"{path}/dump/inner.zip: This is an archive in an archive. Unpack the outer one.",
            ],
            oddities.DamagedFiles);
        Assert.Equal(3, oddities.OtherFileCount);
        Assert.Equal(oddities.DamagedFiles[0], (await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(path).AsTask())).Message);
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tar")]
    [InlineData("a.tar.gz")]
    [InlineData("a.tar.zst")]
    public async Task Archive_that_is_cut_is_refused_alone_and_left_out_of_a_folder(string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write("whole.json", """{"id": 900, "topic_id": 1, "post_number": 1, "raw": "whole"}""");
        var random = new Random(1);
        var many = Enumerable.Range(0, 300).Select(i => ($"{i}.json", Archives.Bytes($$"""{"id": {{i}}, "topic_id": 1, "post_number": {{i}}, "raw": "{{random.NextInt64()}}"}""")));
        var path = Archives.Write(folder, name, many);
        Assert.Equal(300, (await CorpusFiles.ReadAsync(path)).Count);
        var whole = File.ReadAllBytes(path);

        foreach (var length in new[] { 3, whole.Length / 2, whole.Length * 9 / 10 })
        {
            folder.WriteBytes(name, whole[..length]);
            var oddities = new CorpusOddities();

            await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(path, null, new CorpusOddities()).AsTask());
            Assert.Contains("whole", (await CorpusFiles.ReadAsync(folder.Path, null, oddities)).Select(post => post.Body));
            Assert.InRange(oddities.DamagedFileCount, 1, 2); // the member that is cut, and the archive
        }
    }

    [Fact]
    public async Task Single_files_may_be_compressed_either_way_and_have_any_name()
    {
        using var folder = new TemporaryFolder();
        const string Post = """{"id": 1, "topic_id": 1, "post_number": 1, "raw": "one"}""";

        foreach (var path in new[] { folder.WriteBytes("a.json.zst", Archives.Zstd(Post)), folder.WriteBytes("a.json.gz", CorpusFiles.Gzip(Post)), folder.Write("1", Post) })
        {
            Assert.Equal("one", Assert.Single(await CorpusFiles.ReadAsync(path)).Body);
        }

        var cut = folder.WriteBytes("b.json.zst", Archives.Zstd(Post)[..^5]);
        Assert.Contains("damaged or cut", (await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(cut).AsTask())).Message, StringComparison.Ordinal);
        Assert.Contains("damaged or cut", (await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(folder.Write("c.json.zst", Post)).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zip_whose_directory_lies_about_a_member_is_found_out()
    {
        using var folder = new TemporaryFolder();
        const string Post = """{"id": 1, "topic_id": 1, "post_number": 1, "raw": "one"}""";
        var whole = File.ReadAllBytes(Archives.Write(folder, "a.zip", [("1.json", Archives.Bytes(Post)), ("2.json", Archives.Bytes(Post.Replace("1", "2", StringComparison.Ordinal)))]));
        var directory = whole.AsSpan().IndexOf("PK\u0001\u0002"u8);

        foreach (var (offset, value) in new[] { (16, 12345u), (24, 10u), (24, 4_000_000_000u) }) // check sum, size
        {
            var lying = (byte[])whole.Clone();
            BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(directory + offset), value);
            var path = folder.WriteBytes("b.zip", lying);
            var oddities = new CorpusOddities();

            Assert.Equal("2", Assert.Single(await CorpusFiles.ReadAsync(path, null, oddities)).Id);
            Assert.StartsWith($"{path}/1.json", Assert.Single(oddities.DamagedFiles), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.tar")]
    [InlineData("a.tar.gz")]
    [InlineData("a.tar.zst")]
    [InlineData("b.json")]
    [InlineData("Posts.xml")]
    public async Task Changed_bytes_are_read_or_refused_in_words(string name)
    {
        using var folder = new TemporaryFolder();
        var whole = name switch
        {
            "b.json" => Members[1].Content,
            "Posts.xml" => Members[^1].Content,
            _ => File.ReadAllBytes(Archives.Write(folder, name, Members)),
        };
        var random = new Random(1);

        for (var i = 0; i < 300; i++)
        {
            var changed = (byte[])whole.Clone();
            for (var j = random.Next(1, 4); j > 0; j--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                await CorpusFiles.ReadAsync(folder.WriteBytes(name, changed), null, new CorpusOddities());
            }
            catch (InputException e)
            {
                Assert.StartsWith(folder.File(name), e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Tar_that_states_a_far_too_long_name_is_refused()
    {
        using var folder = new TemporaryFolder();
        var header = new byte[1536];
        "././@LongLink"u8.CopyTo(header);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        "17777777777\0"u8.CopyTo(header.AsSpan(124)); // 2 GiB - 1
        header[156] = (byte)'L';
        "ustar  \0"u8.CopyTo(header.AsSpan(257));
        header.AsSpan(148, 8).Fill((byte)' ');
        var sum = header.Take(512).Sum(value => value);
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header.AsSpan(148));

        var error = await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(folder.WriteBytes("a.tar", header)).AsTask());

        Assert.EndsWith("The archive is damaged or cut after member 0. Get the file again; 'tar -t' checks it.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tar_with_a_time_beyond_all_times_is_refused()
    {
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(Archives.Write(folder, "a.tar", [("1.json", "{}"u8.ToArray())]));
        var time = bytes.AsSpan().IndexOf("mtime="u8) + "mtime=".Length;
        while (bytes[time] != '\n')
        {
            bytes[time++] = (byte)'9';
        }

        var error = await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(folder.WriteBytes("a.tar", bytes)).AsTask());

        Assert.EndsWith("The archive is damaged or cut after member 0. Get the file again; 'tar -t' checks it.", error.Message, StringComparison.Ordinal);
    }

    [SlowFact]
    public async Task Bombs_stop_early_in_little_memory()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "a.jsonl.gz", "a.jsonl.zst" })
        {
            using (var file = File.Create(folder.File(name)))
            using (var compressed = name.EndsWith(".gz", StringComparison.Ordinal) ? (Stream)new GZipStream(file, CompressionLevel.Optimal) : new CompressionStream(file))
            {
                var lines = new byte[1 << 20];
                lines.AsSpan().Fill((byte)' ');
                lines[^1] = (byte)'\n';
                for (var i = 0; i < 2000; i++)
                {
                    compressed.Write(lines);
                }
            }

            var before = GC.GetTotalAllocatedBytes();
            var error = await Assert.ThrowsAsync<InputException>(() => CorpusFiles.ReadAsync(folder.File(name)).AsTask());

            Assert.Contains("The compressed data grow to more than 250 times their size.", error.Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50_000_000);
        }
    }

    [Fact]
    public async Task Links_to_folders_are_not_followed_and_folders_below_are_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("x/y/1.json", """{"id": 1, "topic_id": 1, "post_number": 1, "raw": "one"}""");
        folder.Write("x/.git/2.json", "no");
        Directory.CreateSymbolicLink(folder.File("x/y/back"), folder.Path);

        Assert.Equal("one", Assert.Single(await CorpusFiles.ReadAsync(folder.Path)).Body);
    }
}

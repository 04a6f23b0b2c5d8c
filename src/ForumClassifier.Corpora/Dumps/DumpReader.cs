using System.Runtime.CompilerServices;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Dumps.Discourse;
using ForumClassifier.Corpora.Dumps.GitHub;
using ForumClassifier.Corpora.Dumps.StackExchange;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>Reads the files of one corpus, each by the reader of its format; remembers what files of a forum say of one another.</summary>
internal sealed class DumpReader(PostColumns columns, CorpusOddities oddities)
{
    private const string Expected = "Expected a Discourse topic or its posts, or issues or comments of GitHub; tables of posts are .csv, .tsv or .jsonl.";

    private readonly PostMapper _mapper = new(columns, oddities);
    private readonly DiscoursePosts _discourse = new(oddities);
    private readonly GitHubPosts _github = new(oddities);
    private readonly StackExchangeSites _sites = new();

    private bool NamesColumns => columns.IdColumn is not null || columns.TextColumns.Count > 0 || columns.TimeColumn is not null || columns.ThreadColumn is not null;

    /// <summary>True for the member of an archive that is no dump by its name.</summary>
    public static bool PassesOver(DumpFile file) =>
        file.IsMember && (DumpFileName.KindOf(file.Place) == DumpFileKind.Other || (file.Member is { } member && DumpFileName.IsHidden(member)));

    /// <summary>Yields the posts of a file in its order.</summary>
    /// <exception cref="InputException">While reading: the file is of no known format, damaged or wrongly written.</exception>
    public async IAsyncEnumerable<ReadPost> ReadAsync(DumpFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kind = DumpFileName.KindOf(file.Place);
        if (kind == DumpFileKind.Archive)
        {
            throw new InputException(file.Place, null, "This is an archive in an archive.", "Unpack the outer one.");
        }

        if (kind == DumpFileKind.BinaryTable)
        {
            await foreach (var post in ReadBinaryAsync(file, cancellationToken))
            {
                yield return post;
            }

            yield break;
        }

        var text = TextFile.OfStream(file.Place, file.Open());
        var head = new byte[DumpRecognition.HeadSize];
        head = head[..await ReadHeadAsync(file.Place, text, head, cancellationToken)];
        text = new HeadedStream(head, text);
        var format = columns.Format ?? Recognise(kind, head);
        if (format is null && kind == DumpFileKind.Xml && file.IsMember)
        {
            await text.DisposeAsync();
            oddities.CountOtherFile(file.Place); // the users, votes and so on of a Stack Exchange site
            yield break;
        }

        var posts = format switch
        {
            DumpFormat.Table => ReadTableAsync(file.Place, text, cancellationToken),
            DumpFormat.StackExchange or null when kind == DumpFileKind.Xml || format is not null => ReadStackExchangeAsync(file.Place, text, cancellationToken).Select(post => new ReadPost(post, file.Place, null)),
            _ when format is not null || kind == DumpFileKind.Json => ReadJsonAsync(file.Place, text, format, cancellationToken).Select(post => new ReadPost(post, file.Place, null)),
            _ => throw Unknown(file.Place, text),
        };
        await foreach (var post in posts)
        {
            yield return post;
        }
    }

    /// <summary>To be called when all files are read.</summary>
    public void Finish() => _discourse.Finish();

    private DumpFormat? Recognise(DumpFileKind kind, byte[] head) =>
        kind == DumpFileKind.Table && NamesColumns ? DumpFormat.Table
        : DumpRecognition.Of(head) ?? (kind == DumpFileKind.Table ? DumpFormat.Table : null);

    private static async ValueTask<int> ReadHeadAsync(string place, Stream text, byte[] head, CancellationToken cancellationToken)
    {
        try
        {
            return await text.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            await text.DisposeAsync();
            throw TextFile.Explain(place, null, e);
        }
    }

    private static InputException Unknown(string place, Stream text)
    {
        text.Dispose();
        return new InputException(place, null, "Neither the ending of the name nor the first lines say what the file is.", $"Expected {DumpFileName.Endings}.");
    }

    private IAsyncEnumerable<ReadPost> ReadTableAsync(string place, Stream text, CancellationToken cancellationToken)
    {
        var format = Table.FormatOf(DumpFileName.WithoutCompression(place)) ?? throw Unknown(place, text);
        return MapAsync(place, Table.ReadAsync(place, format, text, cancellationToken));
    }

    /// <summary>Parquet, Excel and SQLite are not read from their first byte to their last, so they must lie on the disk as they are.</summary>
    private IAsyncEnumerable<ReadPost> ReadBinaryAsync(DumpFile file, CancellationToken cancellationToken) =>
        file.Member is null && DumpFileName.Compression(file.Place).Length == 0
            ? MapAsync(file.Place, Table.ReadAsync(file.Place, columns.Table, cancellationToken))
            : throw new InputException(file.Place, null, "A Parquet, Excel or SQLite file is not read from an archive.", "Unpack it.");

    private async IAsyncEnumerable<ReadPost> MapAsync(string place, IAsyncEnumerable<TableRow> rows)
    {
        TableColumns? known = null;
        await foreach (var row in rows)
        {
            if (known is null)
            {
                known = row.Columns;
                oddities.SawFile(DumpFileName.Ending(place)[1..], place, known.Names);
            }

            yield return new ReadPost(_mapper.Map(row), place, row);
        }
    }

    private async IAsyncEnumerable<Post> ReadStackExchangeAsync(string place, Stream text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        oddities.SawFile("stackexchange", place, []);
        await foreach (var post in StackExchangePosts.ReadAsync(place, text, _sites.PrefixOf(place), oddities, cancellationToken))
        {
            yield return post;
        }
    }

    private async IAsyncEnumerable<Post> ReadJsonAsync(string place, Stream text, DumpFormat? format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isFirst = true;
        await foreach (var record in JsonRecords.ReadAsync(place, text, cancellationToken))
        {
            var posts = (format ?? FormatOf(record)) == DumpFormat.Discourse ? _discourse.Read(record) : _github.Read(record);
            if (isFirst)
            {
                isFirst = false;
                oddities.SawFile(DiscoursePosts.ShapeOf(record.Value) ?? GitHubPosts.ShapeOf(record.Value) ?? "json", place, []);
            }

            foreach (var post in posts)
            {
                yield return post;
            }
        }
    }

    private static DumpFormat FormatOf(JsonRecord record) =>
        DiscoursePosts.Knows(record.Value) ? DumpFormat.Discourse
        : GitHubPosts.Knows(record.Value) ? DumpFormat.GitHub
        : throw record.Error("The object is none of those known.", Expected);
}

using System.Runtime.CompilerServices;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>One reading of a corpus from its first path to its last.</summary>
internal sealed class CorpusReading(PostColumns columns, CorpusOddities oddities)
{
    private readonly DumpReader _reader = new(columns, oddities);

    public async IAsyncEnumerable<ReadPost> ReadAsync(IReadOnlyList<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            var tally = new Tally();
            foreach (var file in Files(path))
            {
                await foreach (var post in ReadAsync(file, file != path, tally, cancellationToken))
                {
                    yield return post;
                }
            }

            if (tally.Posts == 0 && tally.FirstDamage is { } damage)
            {
                throw new InputException(path, null, $"None of the files in it could be read; the first: {damage.Message}", "Name a dump of a forum.", damage);
            }

            if (tally.Files == 0 && tally.FirstDamage is null)
            {
                throw new InputException(path, null, "It holds no file of a known kind.", $"Expected {DumpFileName.Endings}.");
            }
        }

        _reader.Finish();
    }

    private IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var (known, other) = DumpFiles.Split(path);
        foreach (var name in other)
        {
            oddities.CountOtherFile(Path.Combine(path, name));
        }

        return known.Select(name => Path.Combine(path, name));
    }

    /// <summary>Reads a file, or the members of an archive; goes on behind a damaged one.</summary>
    /// <param name="isMember">True for a file of a folder.</param>
    private async IAsyncEnumerable<ReadPost> ReadAsync(string path, bool isMember, Tally tally, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var files = DumpFiles.Of(path, isMember, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveAsync(files, isMember, tally))
        {
            var file = files.Current;
            if (DumpReader.PassesOver(file))
            {
                oddities.CountOtherFile(file.Place);
                continue;
            }

            tally.Files++;
            await using var posts = _reader.ReadAsync(file, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveAsync(posts, file.IsMember, tally))
            {
                tally.Posts++;
                yield return posts.Current;
            }
        }
    }

    private async ValueTask<bool> MoveAsync<T>(IAsyncEnumerator<T> items, bool isMember, Tally tally)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (InputException e) when (isMember && !oddities.StopsAtDamage)
        {
            oddities.CountDamagedFile(e);
            tally.FirstDamage ??= e;
            return false;
        }
    }

    /// <summary>What was read of one path so far.</summary>
    private sealed class Tally
    {
        public long Files { get; set; }

        public long Posts { get; set; }

        public InputException? FirstDamage { get; set; }
    }
}

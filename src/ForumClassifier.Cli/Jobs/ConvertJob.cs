using System.Globalization;
using System.Text.Json;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Conversion;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>corpus convert</c> is asked to do.</summary>
internal sealed record ConvertRequest(
    IReadOnlyList<string> Corpus, PostColumns Columns, PostSelection Selection, string Output, bool Overwrite, bool Strict, bool Json);

/// <summary>A corpus to a file of posts.</summary>
internal static class ConvertJob
{
    private const int BetweenReports = 1000;

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words; nothing is written.</exception>
    public static void Run(ConvertRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var format = PostWriter.FormatOf(request.Output);
        RequireUsable(request);
        var oddities = new CorpusOddities { StopsAtDamage = request.Strict };
        using var ids = new DoubledIds();
        var (posts, undated) = (0L, 0L);
        ProgressDisplay.Run(screen, show =>
        {
            WholeFile.Write(request.Output, stream => WriteAsync(stream, show).GetAwaiter().GetResult());
            return posts;
        });
        Print();

        async Task WriteAsync(Stream stream, Action<double?, string> show)
        {
            await using var writer = PostWriter.Create(stream, format);
            await foreach (var post in SelectedPosts.ReadAsync(request.Corpus, request.Columns, request.Selection, oddities, cancellationToken))
            {
                await writer.WriteAsync(post, cancellationToken);
                ids.Add(post.Id);
                undated += post.CreatedAt is null ? 1 : 0;
                if (++posts % BetweenReports == 0)
                {
                    show(null, string.Create(CultureInfo.InvariantCulture, $"{posts:N0} posts converted"));
                }
            }
        }

        void Print()
        {
            foreach (var warning in Warnings(ids, oddities, posts))
            {
                screen.Warn(warning);
            }

            if (request.Json)
            {
                screen.Line(JsonSerializer.Serialize(new
                {
                    output = request.Output,
                    posts,
                    undated,
                    unreadable_dates = oddities.UnreadableDates,
                    doubled_ids = ids.Count,
                    damaged_files = oddities.DamagedFileCount,
                }));
                return;
            }

            screen.Line(string.Create(CultureInfo.InvariantCulture, $"Converted {posts:N0} {(request.Selection.Unit == PostUnit.Thread ? "threads" : "posts")} ({undated:N0} without a date)"));
            screen.Wrote(request.Output);
        }
    }

    private static void RequireUsable(ConvertRequest request)
    {
        if (request.Corpus.Any(path => DumpFiles.Holds(path, request.Output)))
        {
            throw new OutputException(request.Output, "This is a file of the corpus, or lies in its folder.", "Choose another --output.");
        }

        if (Directory.Exists(request.Output))
        {
            throw new OutputException(request.Output, "This is a folder.", "Name a file.");
        }

        if (!request.Overwrite && new FileInfo(request.Output) is { Exists: true, Length: > 0 })
        {
            throw new OutputException(request.Output, "The file exists already.", "Choose another --output, or add --overwrite to replace it.");
        }
    }

    private static IEnumerable<string> Warnings(DoubledIds ids, CorpusOddities oddities, long posts)
    {
        string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
        if (posts == 0)
        {
            yield return "No post was asked for, or the corpus holds none.";
        }

        if (ids.Count > 0)
        {
            yield return $"Posts whose id an earlier one has, written all the same: {Number(ids.Count)} ({Shown.Names(ids.First)}{(ids.Count > ids.First.Count ? " and others" : "")}).";
        }

        foreach (var warning in CorpusWarnings.Of(oddities))
        {
            yield return warning;
        }
    }
}

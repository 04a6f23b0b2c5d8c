using ForumClassifier.Corpora.Duplicates;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Corpora.Inspection;

/// <summary>Reads a corpus once and counts what is in it, in memory that does not grow with it but for what <see cref="DuplicateCounter"/> keeps.</summary>
public static class CorpusInspection
{
    private const int MostShown = 10;
    private const int BetweenReports = 1000;
    private const int Ids = 0;
    private const int Threads = 1;
    private const int Authors = 2;
    private const double Long = 0.95;

    /// <param name="stopsAtDamage">True where a damaged file of a folder or archive ends the reading.</param>
    /// <param name="report">Told every thousand posts how many were read; may be null.</param>
    /// <exception cref="InputException">As <see cref="SelectedPosts.ReadAsync"/>.</exception>
    public static async Task<CorpusSummary> RunAsync(
        IReadOnlyList<string> paths, PostColumns columns, PostSelection selection, bool stopsAtDamage, Action<long>? report = null, CancellationToken cancellationToken = default)
    {
        var oddities = new CorpusOddities { StopsAtDamage = stopsAtDamage };
        using var met = new DistinctTexts();
        using var duplicates = new DuplicateCounter();
        var formats = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var lengths = new LengthCounts();
        var doubled = new List<string>();
        var (posts, threads, authors, undated, doubles) = (0L, 0L, 0L, 0L, 0L);
        DateTimeOffset? first = null;
        DateTimeOffset? last = null;
        string? thread = null;
        await foreach (var post in SelectedPosts.ReadAsync(paths, columns, selection, oddities, cancellationToken))
        {
            posts++;
            threads += post.ThreadId != thread && met.Add(Threads, post.ThreadId) ? 1 : 0;
            authors += post.Author.Length > 0 && met.Add(Authors, post.Author) ? 1 : 0;
            undated += post.CreatedAt is null ? 1 : 0;
            duplicates.Add(post);
            lengths.Add(post.Body.Length);
            thread = post.ThreadId;
            first = post.CreatedAt < first || first is null ? post.CreatedAt ?? first : first;
            last = post.CreatedAt > last || last is null ? post.CreatedAt ?? last : last;
            var format = post.BodyFormat.ToString().ToLowerInvariant();
            formats[format] = formats.GetValueOrDefault(format) + 1;
            if (!met.Add(Ids, post.Id))
            {
                doubles++;
                if (doubled.Count < MostShown && !doubled.Contains(post.Id))
                {
                    doubled.Add(post.Id);
                }
            }

            if (posts % BetweenReports == 0)
            {
                report?.Invoke(posts);
            }
        }

        var counts = duplicates.Count(cancellationToken);
        return new CorpusSummary
        {
            Posts = posts,
            Threads = threads,
            Authors = authors,
            First = first,
            Last = last,
            Undated = undated,
            BodyFormats = formats,
            Characters = lengths.Total,
            MedianLength = lengths.Quantile(0.5),
            LongLength = lengths.Quantile(Long),
            LongestLength = lengths.Longest,
            EmptyTexts = counts.WithoutText,
            DoubledIds = doubles,
            FirstDoubledIds = doubled,
            Duplicates = counts,
            Oddities = oddities,
        };
    }
}

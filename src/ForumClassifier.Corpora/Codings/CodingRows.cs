using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Codings;

/// <summary>Reads <c>codings.csv</c> and <c>passages.csv</c>; rows that cannot be used are left out and added to the problems.</summary>
/// <remarks>
/// codings: <c>post_id, coder, codes, coded_at, taxonomy_version, note, pending</c>; only the first three must be there.
/// passages: <c>post_id, start, end, coder, code, guid, name</c>; the last two may be missing.
/// </remarks>
internal sealed class CodingRows(CodeChecks checks, PostList posts, CodingProblems problems)
{
    public const string CodeSeparator = ";";

    public async Task<IReadOnlyList<PostCoding>> ReadCodingsAsync(string path, CancellationToken cancellationToken)
    {
        var codings = new List<PostCoding>();
        var seen = new Dictionary<(string Post, string Coder), (long Line, string Codes)>();
        await foreach (var row in Table.ReadAsync(path, cancellationToken))
        {
            var pending = checks.Read(row.Find("pending") ?? "", CodeSeparator, path, row.Line);
            var cell = row.Text("codes");
            var codes = checks.Read(cell, CodeSeparator, path, row.Line);
            var written = CodeChecks.Split(cell, CodeSeparator);
            var isUsable = checks.CheckCount(written.Count, pending.Count > 0, path, row.Line)
                & (codes.Count > 0 || written.Count == 0); // one that only has unknown codes does not mean "none of them"
            var (post, coder, known) = Owner(row, "coding");
            if (!seen.TryAdd((post, coder), (row.Line, string.Join(CodeSeparator, written.Order(StringComparer.Ordinal)))))
            {
                var (line, first) = seen[(post, coder)];
                var with = first == string.Join(CodeSeparator, written.Order(StringComparer.Ordinal)) ? "" : ", with other codes";
                problems.Add(CodingProblemKind.CodedTwice, path, row.Line, FormattableString.Invariant($"The same coder has coded the post {Shown.Name(post)} in line {line} already{with}; keep one of the codings."));
                isUsable = false;
            }

            var coding = new PostCoding(post, coder, codes, CodingCells.Time(row, "coded_at", problems), CodingCells.Version(row, "taxonomy_version", problems), row.Find("note") ?? "", pending);
            if (known && isUsable)
            {
                codings.Add(coding);
            }
        }

        return codings;
    }

    public async Task<IReadOnlyList<Passage>> ReadPassagesAsync(string path, CancellationToken cancellationToken)
    {
        var passages = new List<Passage>();
        await foreach (var row in Table.ReadAsync(path, cancellationToken))
        {
            var code = row.Text("code").Trim();
            if (code.Length == 0)
            {
                problems.Add(CodingProblemKind.CodeCount, path, row.Line, "The passage has no code.");
            }

            var codes = checks.Read(code, null, path, row.Line);
            var (post, coder, known) = Owner(row, "passage");
            var range = Range(row, known ? post : null);
            if (known && range is { } found && codes.Count == 1)
            {
                passages.Add(new Passage(post, found.Start, found.End, coder, code, row.Find("guid") ?? "", row.Find("name") ?? ""));
            }
        }

        return passages;
    }

    private (string Post, string Coder, bool Known) Owner(TableRow row, string what)
    {
        var (post, coder) = (row.Text("post_id"), row.Text("coder").Trim());
        if (coder.Length == 0)
        {
            problems.Add(CodingProblemKind.NoCoder, row.Path, row.Line, $"The {what} has no coder.");
        }

        var known = posts.Find(post) is not null;
        if (!known)
        {
            problems.Add(CodingProblemKind.UnknownPost, row.Path, row.Line, $"The {what} is of the post {Shown.Name(post)}, which is not among the posts.");
        }

        return (post, coder, known && coder.Length > 0);
    }

    private (int Start, int End)? Range(TableRow row, string? post)
    {
        if (CodingCells.Number(row.Text("start")) is not { } start || CodingCells.Number(row.Text("end")) is not { } end)
        {
            problems.Add(CodingProblemKind.Unreadable, row.Path, row.Line, "The start or the end of the passage is no whole number; expected places in the body, from 0.");
            return null;
        }

        if (post is not null && (start > end || end > posts.Find(post)!.Body.Length)) // not null: it was found before
        {
            problems.Add(CodingProblemKind.PassageRange, row.Path, row.Line, FormattableString.Invariant(
                $"The passage goes from {start} to {end} of the post {Shown.Name(post)}, whose body has {posts.Find(post)!.Body.Length} characters (UTF-16); expected 0 <= start <= end <= that."));
            return null;
        }

        return (start, end);
    }
}

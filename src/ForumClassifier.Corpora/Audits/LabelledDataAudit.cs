using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Duplicates;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Audits;

/// <summary>Looks for likely mistakes in labelled data. What would stop a training is a finding here.</summary>
public static class LabelledDataAudit
{
    private const int VeryRare = 2;
    private const int Rare = 10;

    private static readonly (CodingProblemKind Kind, string Name)[] Kinds =
    [
        (CodingProblemKind.UnknownCode, "unknown code"),
        (CodingProblemKind.FormerCode, "code of an earlier version"),
        (CodingProblemKind.Heading, "heading given as a code"),
        (CodingProblemKind.CodeCount, "wrong number of codes"),
        (CodingProblemKind.NoCoder, "coding without a coder"),
        (CodingProblemKind.UnknownPost, "coding of a post that does not exist"),
        (CodingProblemKind.CodedTwice, "post coded twice by one coder"),
        (CodingProblemKind.DoubledPost, "post id met twice"),
        (CodingProblemKind.PassageRange, "passage out of range"),
        (CodingProblemKind.Unreadable, "time, version or position not readable"),
    ];

    private static readonly string[] Others =
    [
        "coding that waits for a decision", "coders disagree", "duplicates with different codes", "duplicates across splits", "duplicates", "post without text",
        "code never used", "code with one example", "code with under ten examples", "no threads", "not split",
    ];

    /// <summary>Reads all that can be read and looks at it.</summary>
    /// <param name="path">A folder of labelled data, or a table with a label column.</param>
    /// <param name="split">The part, such as <c>test</c>, of each post id; null, with a reason, where training could not split them.</param>
    /// <exception cref="InputException">A file is missing, damaged or wrongly written.</exception>
    /// <exception cref="Taxonomies.TaxonomyException">The taxonomy is not valid.</exception>
    public static async Task<AuditReport> RunAsync(
        string path, PostColumns columns, string? taxonomyPath, Func<IReadOnlyList<CodedText>, (IReadOnlyDictionary<string, string>? Parts, string Reason)> split, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(split);
        var reading = Directory.Exists(path)
            ? await CodingFolder.ReadAllAsync(path, columns, taxonomyPath, null, formerCodes: false, cancellationToken)
            : await LabelTable.ReadAllAsync(path, columns, taxonomyPath, null, cancellationToken);
        var project = reading.Project;
        var settled = Settlement.Of(reading, coder: null).Posts;
        var findings = new List<AuditFinding>();
        findings.AddRange(Kinds.SelectMany(kind => reading.Problems.All.Where(problem => problem.Kind == kind.Kind).Select(problem => new AuditFinding(kind.Name, problem.Place, problem.Text))));
        findings.AddRange(project.Codings.Where(coding => coding.Pending.Count > 0).Select(coding => new AuditFinding("coding that waits for a decision", coding.PostId, $"{coding.Coder}: {string.Join(" or ", coding.Pending)}.")));
        findings.AddRange(Disagreements(project));
        var texts = project.Posts.Select(PostText.Compose).ToList();
        findings.AddRange(Duplicates(project, settled, texts, split));
        findings.AddRange(project.Posts.Where((_, i) => texts[i].Length == 0).Select(post => new AuditFinding("post without text", post.Id, "Neither title nor body says anything; training leaves it out.")));
        var codes = project.Taxonomy.All().Where(code => code.Codable).Select(code => new AuditCount(code.Id, settled.Count(post => post.Codes.Contains(code.Id)))).ToList();
        var used = codes.Where(code => code.Count > 0).Select(code => code.Name).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(project.Taxonomy.All().Where(code => code.Codable && !IsUsed(code, used)).Select(code => new AuditFinding("code never used", code.Id, "No post has it or a code below it; a model never learns it.")));
        findings.AddRange(codes.Where(code => code.Count is > 0 and < VeryRare).Select(code => new AuditFinding("code with one example", code.Name, "One post has it: it is trained on and not measured.")));
        findings.AddRange(codes.Where(code => code.Count is >= VeryRare and < Rare).Select(code => new AuditFinding("code with under ten examples", code.Name, FormattableString.Invariant($"{code.Count} posts have it."))));
        if (project.Posts.Count > 0 && project.Posts.All(post => post.ThreadId == post.Id))
        {
            findings.Add(new AuditFinding("no threads", path, "Each post is its own thread: posts that answer one another may come apart in training and test."));
        }

        List<string> checks = [.. Kinds.Select(kind => kind.Name), .. Others];
        return new AuditReport(
            project.Taxonomy.Name, project.Taxonomy.Version, project.Taxonomy.Assignment, project.Posts.Count,
            project.Codings.DistinctBy(coding => coding.PostId).Count(), project.Codings.Count, project.Passages.Count,
            [.. checks.Select(name => new AuditCount(name, findings.Count(finding => finding.Check == name)))],
            codes, Pairs(project), Disputes(project), [.. findings.OrderBy(finding => checks.IndexOf(finding.Check))]);
    }

    private static bool IsUsed(Code code, IReadOnlySet<string> used) => used.Contains(code.Id) || code.Children.Any(child => IsUsed(child, used));

    /// <summary>The codings of each post that several coders decided; those that wait say nothing of whether the coders agree.</summary>
    private static IEnumerable<List<PostCoding>> Shared(CodingProject project) => project.Codings
        .Where(coding => coding.Coder != Agreement.Adjudicated && coding.Pending.Count == 0).GroupBy(coding => coding.PostId, StringComparer.Ordinal).Select(group => group.ToList()).Where(codings => codings.Count > 1);

    private static IEnumerable<AuditFinding> Disagreements(CodingProject project)
    {
        var adjudicated = project.Codings.Where(coding => coding.Coder == Agreement.Adjudicated).Select(coding => coding.PostId).ToHashSet(StringComparer.Ordinal);
        return Shared(project).Where(codings => codings.Any(coding => !Same(coding.Codes, codings[0].Codes))).Select(codings => new AuditFinding(
            "coders disagree",
            codings[0].PostId,
            string.Join("; ", codings.Select(coding => $"{coding.Coder}: {(coding.Codes.Count == 0 ? "none" : string.Join(", ", coding.Codes))}")) + (adjudicated.Contains(codings[0].PostId) ? " (adjudicated)." : ".")));
    }

    private static List<CoderPair> Pairs(CodingProject project) =>
    [
        .. Shared(project)
            .SelectMany(codings => codings.SelectMany(first => codings.Where(second => string.CompareOrdinal(first.Coder, second.Coder) < 0).Select(second => (First: first, Second: second))))
            .GroupBy(pair => (First: pair.First.Coder, Second: pair.Second.Coder))
            .OrderBy(group => group.Key.First, StringComparer.Ordinal).ThenBy(group => group.Key.Second, StringComparer.Ordinal)
            .Select(group => (group.Key, Posts: group.Count(), Equal: group.Count(pair => Same(pair.First.Codes, pair.Second.Codes))))
            .Select(pair => new CoderPair(pair.Key.First, pair.Key.Second, pair.Posts, pair.Equal, 100.0 * pair.Equal / pair.Posts)),
    ];

    private static List<CodeDispute> Disputes(CodingProject project)
    {
        var shared = Shared(project).ToList();
        return
        [
            .. project.Taxonomy.All().Select(code => new CodeDispute(
                code.Id,
                shared.Count(codings => codings.Any(coding => coding.Codes.Contains(code.Id))),
                shared.Count(codings => codings.Any(coding => coding.Codes.Contains(code.Id)) && !codings.All(coding => coding.Codes.Contains(code.Id)))))
                .Where(dispute => dispute.Posts > 0),
        ];
    }

    private static IEnumerable<AuditFinding> Duplicates(
        CodingProject project, IReadOnlyList<CodedPost> settled, List<string> texts, Func<IReadOnlyList<CodedText>, (IReadOnlyDictionary<string, string>? Parts, string Reason)> split)
    {
        var codes = settled.ToDictionary(coded => coded.Post.Id, coded => coded.Codes, StringComparer.Ordinal);
        var waiting = settled.Where(coded => coded.Pending.Count > 0).Select(coded => coded.Post.Id).ToHashSet(StringComparer.Ordinal);
        var textOf = project.Posts.Select((post, i) => (post.Id, Text: texts[i])).ToDictionary(post => post.Id, post => post.Text, StringComparer.Ordinal);
        var (parts, reason) = split([.. settled.Where(coded => textOf[coded.Post.Id].Length > 0).Select(coded => new CodedText(coded.Post.Id, coded.Post.ThreadId, textOf[coded.Post.Id], coded.Codes, coded.Pending))]);
        if (parts is null)
        {
            yield return new AuditFinding("not split", project.Taxonomy.Name, reason);
        }

        foreach (var group in DuplicateFinder.Find(texts))
        {
            List<string> ids = [.. group.Members.Select(member => project.Posts[member].Id)];
            var place = Shown.Names(ids, 10);
            var kind = FormattableString.Invariant($"{ids.Count} posts are {(group.IsExact ? "equal but for case and white space" : "nearly equal")}");
            var coded = ids.Where(codes.ContainsKey).ToList();
            var decided = coded.Where(id => !waiting.Contains(id)).ToList();
            var isDisputed = decided.Any(id => !Same(codes[id], codes[decided[0]]));
            var partsMet = parts is null ? [] : coded.Where(parts.ContainsKey).Select(id => parts[id]).Distinct().Order(StringComparer.Ordinal).ToList();
            if (isDisputed)
            {
                yield return new AuditFinding("duplicates with different codes", place, $"{kind}: {string.Join("; ", decided.Take(10).Select(id => $"{Shown.Name(id)}: {(codes[id].Count == 0 ? "none" : string.Join(", ", codes[id]))}"))}.");
            }

            if (partsMet.Count > 1)
            {
                yield return new AuditFinding("duplicates across splits", place, $"{kind}, in {string.Join(" and ", partsMet)}; give them one thread_id.");
            }

            if (!isDisputed && partsMet.Count <= 1)
            {
                yield return new AuditFinding("duplicates", place, $"{kind}.");
            }
        }
    }

    private static bool Same(IReadOnlyList<string> first, IReadOnlyList<string> second) => first.Count == second.Count && first.All(second.Contains);
}

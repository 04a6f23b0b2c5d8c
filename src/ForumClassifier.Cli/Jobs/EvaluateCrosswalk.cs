using ForumClassifier.Analysis.Crosswalks;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Modeling.Models;

namespace ForumClassifier.Cli.Jobs;

/// <summary>Labelled data and a model of different versions of a taxonomy, made comparable.</summary>
internal static class EvaluateCrosswalk
{
    private const int MostShown = 10;

    /// <summary>Reads the labelled data by the version they are of, which a newer <c>--taxonomy</c> does not change.</summary>
    /// <exception cref="EvaluationException">The assignment of model and taxonomy differ.</exception>
    /// <returns>How to compare them; null where model and codings are of one version, or of different taxonomies.</returns>
    public static async Task<(LabelledData Data, ComparedCodes? Compared)> ReadAsync(EvaluateRequest request, ClassifierDescription model, CancellationToken cancellationToken)
    {
        var given = request.Taxonomy is null ? null : TaxonomyFile.Read(request.Taxonomy);
        var own = Path.Combine(request.LabeledData, "taxonomy.yaml");
        var old = File.Exists(own) ? TaxonomyFile.Read(own) : null;
        var isOlder = given is not null && old?.Name == given.Name && old.Version < given.Version;
        if ((isOlder ? old : given ?? old) is { } read && read.Assignment != model.Taxonomy.Assignment)
        {
            throw new EvaluationException($"{request.LabeledData}: The assignment of its taxonomy is {Word(read.Assignment)}, that of the model {model.Name} {Word(model.Taxonomy.Assignment)}. Evaluate with codings of the same assignment, or train a model on these.");
        }

        var data = await LabelledDataReader.ReadAsync(request.LabeledData, request.Columns, isOlder ? null : request.Taxonomy, model.Taxonomy.Assignment, request.Coder, cancellationToken);
        var isTableOfLabels = given is null && !Directory.Exists(request.LabeledData);
        var newest = new[] { given, isTableOfLabels ? null : data.Taxonomy, model.Taxonomy }.OfType<Taxonomy>().Where(taxonomy => taxonomy.Name == model.Taxonomy.Name).MaxBy(taxonomy => taxonomy.Version)!; // the model's at least
        var version = isTableOfLabels ? Ledger.VersionWith(newest, [.. data.Taxonomy.All().Select(code => code.Id)])
            : data.Taxonomy.Name == newest.Name ? data.Taxonomy.Version
            : null;
        return version is null || version == model.Taxonomy.Version ? (data, null) : (data, Compare(newest, model, version.Value));
    }

    /// <summary>The posts with the codes that they are compared by; what is not compared is said.</summary>
    public static IReadOnlyList<CodedText> Map(IReadOnlyList<CodedText> posts, ComparedCodes compared, IReadOnlyList<ComparedCode> others, Assignment assignment, Screen screen)
    {
        foreach (var code in others)
        {
            screen.Warn(Say(code));
        }

        List<CodedText> mapped = [.. posts.Select(post => Map(post, compared))];
        if (assignment == Assignment.Multiple)
        {
            return mapped;
        }

        List<string> left = [.. mapped.Where(post => post.Codes.Count == 0).Select(post => post.PostId)];
        if (left.Count > 0)
        {
            screen.Warn($"{TaxonomyText.Count(left.Count, "post")} with codes that the model cannot give are left out: {Shown.Names(left, MostShown)}.");
        }

        return [.. mapped.Where(post => post.Codes.Count > 0)];
    }

    private static CodedText Map(CodedText post, ComparedCodes compared)
    {
        string[] Of(IEnumerable<string> codes) => [.. codes.Select(compared.OfCoders).OfType<string>().Distinct(StringComparer.Ordinal)];
        var codes = Of(post.Codes);
        return post with { Codes = codes, Pending = [.. Of(post.Pending).Except(codes, StringComparer.Ordinal)] };
    }

    private static ComparedCodes Compare(Taxonomy newest, ClassifierDescription model, int version)
    {
        var had = Ledger.CodesAt(newest, model.Taxonomy.Version);
        List<string> unknown = [.. model.Codes.Where(code => !had.Contains(code))];
        return unknown.Count == 0
            ? new ComparedCodes(newest, (model.Taxonomy.Version, model.Codes), (version, Ledger.CodesAt(newest, version)))
            : throw new EvaluationException(FormattableString.Invariant($"The ledger of {newest.Name} version {newest.Version} does not tell what became of codes of the model {model.Name}, which is of version {model.Taxonomy.Version}: {Shown.Names(unknown, MostShown)}. Complete the ledger, or name the newest taxonomy with --taxonomy."));
    }

    private static string Word(Assignment assignment) => assignment.ToString().ToLowerInvariant();

    private static string Say(ComparedCode code)
    {
        var reason = code.Reason.Length > 0 ? $" ({code.Reason})" : "";
        return code.ComparedAs is null
            ? $"The code {code.Code} of the {code.Side} cannot be compared{reason}."
            : $"The code {code.Code} of the {code.Side} is compared as {code.ComparedAs}{reason}.";
    }
}

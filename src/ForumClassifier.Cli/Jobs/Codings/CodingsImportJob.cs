using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Codings.Wide;
using ForumClassifier.Corpora.RefiQda;
using ForumClassifier.Corpora.Taxonomies;

namespace ForumClassifier.Cli.Jobs.Codings;

/// <summary>What <c>codings import</c> is asked to do.</summary>
/// <param name="Unit">Of a project; null where nothing was said.</param>
internal sealed record CodingsImportRequest(
    string Input, string Output, RefiUnit? Unit, WideColumns Columns, string? Taxonomy, Assignment? Assignment, bool Overwrite, bool Json);

/// <summary>A file of another program to a folder of labelled data.</summary>
internal static class CodingsImportJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(CodingsImportRequest request, Screen screen, CancellationToken cancellationToken)
    {
        if (RefiProject.IsProject(request.Input))
        {
            ImportProject(request, screen);
            return;
        }

        if (request.Unit is not null)
        {
            throw new InputException(request.Input, null, "A table has no passages.", "Leave out --unit, or name a project (.qdpx, .qde).");
        }

        var project = await WideReader.ReadAsync(request.Input, request.Columns, request.Taxonomy, request.Assignment, cancellationToken);
        CodingFolder.Write(request.Output, project, request.Overwrite);
        CodingsCounts.Of(request.Output, project).Print(screen, request.Json);
    }

    private static void ImportProject(CodingsImportRequest request, Screen screen)
    {
        var taxonomy = request.Taxonomy is null ? null : TaxonomyFile.Read(request.Taxonomy);
        var (project, report) = RefiProject.Read(request.Input, request.Unit ?? RefiUnit.Source, taxonomy);
        if (project.Taxonomy.Codes.Count == 0)
        {
            throw new InputException(request.Input, null, "The project holds no code.", "Export one with a codebook.");
        }

        project = project with { Taxonomy = project.Taxonomy with { Assignment = request.Assignment ?? project.Taxonomy.Assignment } };
        var several = project.Codings.Count(coding => coding.Codes.Count != 1);
        if (project.Taxonomy.Assignment == Assignment.Single && several > 0)
        {
            throw new InputException(request.Input, null, FormattableString.Invariant($"{several} of {project.Codings.Count} codings have not exactly one code, as --assignment single wants."), "Leave out --assignment, or try --unit passage.");
        }

        CodingFolder.Write(request.Output, project, request.Overwrite);
        var counts = CodingsCounts.Of(request.Output, project);
        if (request.Json)
        {
            screen.Line(JsonText.Of(new { counts.Wrote, counts.Posts, counts.CodedPosts, counts.Codings, counts.Coders, counts.Codes, counts.Notes, counts.Passages, Project = report }));
            return;
        }

        Print(report, screen);
        foreach (var warning in Warnings(request.Input, report))
        {
            screen.Warn(warning);
        }

        counts.Print(screen, json: false);
    }

    private static void Print(RefiReport report, Screen screen)
    {
        static string Listed(IReadOnlyList<RefiCount> counts) => counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => FormattableString.Invariant($"{count.What} {count.Count}")));
        screen.Line($"From {(report.Origin.Length > 0 ? report.Origin : "a tool that does not say its name")}; positions: {report.Positions}");
        screen.Line($"Sources: {Listed(report.Sources)}; selections: {Listed(report.Selections)}");
        screen.Line(FormattableString.Invariant($"{report.DifferentCodings} different codings: {report.PassageCodings} of passages, {report.WholeCodings} of whole sources, {report.PlacelessCodings} whose place is lost"));
    }

    private static IEnumerable<string> Warnings(string path, RefiReport report) =>
    [
        .. report.MissingFiles > 0 ? (string[])[FormattableString.Invariant($"{path}: {report.MissingFiles} of its {report.InternalFiles} files are missing; {report.MissingTexts.Count} posts are without text.")] : [],
        .. report.Remarks.Select(remark => $"{path}: {remark}"),
        .. report.LeftOut.Count > 0 ? (string[])[$"{path}: Labelled data have no place for these, which are left out: {string.Join("; ", report.LeftOut.Select(count => FormattableString.Invariant($"{count.What} {count.Count}")))}."] : [],
    ];
}

using ForumClassifier.Analysis.Crosswalks;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core;
using ForumClassifier.Core.Codings.Changes;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Codings.Migrations;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Modeling.Models;

namespace ForumClassifier.Cli.Jobs.Taxonomies;

/// <summary>What <c>taxonomy migrate</c> is asked to do.</summary>
/// <param name="Model">Null ranks nothing.</param>
internal sealed record TaxonomyMigrateRequest(string LabeledData, string Taxonomy, string Output, string? Model, ComputeChoice Compute, bool Overwrite, bool Json);

/// <summary>Labelled data to a newer version of their taxonomy; the old folder stays as it is.</summary>
internal static class TaxonomyMigrateJob
{
    private const string Recodes = "recode.csv";
    private const string PassageRecodes = "passages-recode.csv";

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(TaxonomyMigrateRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var target = new WholeFolder(request.Output, request.Overwrite);
        if (Path.GetFullPath(request.Output) == Path.GetFullPath(request.LabeledData))
        {
            throw new OutputException(request.Output, "This is the folder that is carried over.", "Choose another --output; the old one stays as it is.");
        }

        var newest = TaxonomyFile.Read(request.Taxonomy);
        var project = await CodingFolder.ReadAsync(request.LabeledData, taxonomyPath: request.Taxonomy, formerCodes: true, cancellationToken: cancellationToken);
        var older = TaxonomyFile.Read(Path.Combine(request.LabeledData, "taxonomy.yaml"));
        var migration = CodingMigration.Of(request.LabeledData, project, older.Version, newest);
        if (request.Model is not null)
        {
            migration = migration with { Recodes = Rank(migration, request.Model, request.Compute, screen, cancellationToken) };
        }

        target.Write(folder => Write(folder, migration, request.LabeledData));
        if (older.Name != newest.Name)
        {
            screen.Warn($"{request.LabeledData} is of the taxonomy {older.Name}, and {request.Taxonomy} is {newest.Name}: check that its ledger is meant for these codings.");
        }

        var unexplained = TaxonomyDiff.Between(older, newest).Count(difference => !difference.IsExplained);
        if (unexplained > 0)
        {
            screen.Warn($"The ledger of {request.Taxonomy} does not explain {TaxonomyText.Count(unexplained, "difference")} to {request.LabeledData}; taxonomy diff lists them.");
        }

        Print(project, migration, request, screen);
    }

    private static void Write(string folder, Migration migration, string old)
    {
        CodingFolder.Write(folder, migration.Project, overwrite: true);
        File.Delete(Path.Combine(folder, "posts.csv")); // the posts are those of the old folder, with columns that only it knows
        foreach (var file in Directory.EnumerateFiles(old).Where(file => Path.GetFileName(file) is var name && (name.StartsWith("posts.", StringComparison.Ordinal) || name == "README.md")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        WholeFile.Write(Path.Combine(folder, Recodes), stream => RecodeTable.Write(stream, migration.Recodes));
        if (migration.PassageRecodes.Count > 0)
        {
            WholeFile.Write(Path.Combine(folder, PassageRecodes), stream => RecodeTable.WritePassages(stream, migration.PassageRecodes));
        }
    }

    /// <summary>The most doubtful first; those that the model says nothing of come last.</summary>
    private static List<Recode> Rank(Migration migration, string modelFolder, ComputeChoice compute, Screen screen, CancellationToken cancellationToken)
    {
        var description = ClassifierDescription.Load(modelFolder);
        var newest = migration.Project.Taxonomy;
        if (description.Taxonomy.Version > newest.Version)
        {
            throw new InputException(modelFolder, null, $"The model is of version {TaxonomyText.Number(description.Taxonomy.Version)} of the taxonomy, which is at version {TaxonomyText.Number(newest.Version)}.", "Name the newest taxonomy.");
        }

        var concerned = migration.Recodes.Select(recode => recode.PostId).ToHashSet(StringComparer.Ordinal);
        var texts = migration.Project.Posts.Where(post => concerned.Contains(post.Id)).Select(post => (post.Id, Text: PostText.Compose(post, description.TextTemplate))).Where(post => post.Text.Length > 0).ToList();
        using var classifier = compute.ChooseEngine(modelFolder).Load(modelFolder, maxTokens: null);
        var classified = classifier.Classify([.. texts.Select(post => post.Text)], done: null, cancellationToken);
        var probabilities = texts.Zip(classified).ToDictionary(pair => pair.First.Id, pair => pair.Second.Probabilities, StringComparer.Ordinal);
        var doubt = new ModelDoubt(classifier.Codes, Crosswalk.Between(newest, description.Taxonomy.Version));
        List<Recode> ranked = [.. migration.Recodes
            .Select(recode => recode with { Doubt = probabilities.TryGetValue(recode.PostId, out var known) ? doubt.Of(known, recode.Candidates, recode.OldCode) : null })
            .OrderByDescending(recode => recode.Doubt ?? -1)]; // a stable sort: equals keep their order
        var unknown = ranked.Count(recode => recode.Doubt is null);
        if (unknown > 0)
        {
            screen.Warn($"The model {classifier.Name} says nothing of {TaxonomyText.Number(unknown)} of {TaxonomyText.Count(ranked.Count, "row")} of {Recodes}: it knows neither the old code nor a candidate, or the post has no text.");
        }

        return ranked;
    }

    private static void Print(CodingProject old, Migration migration, TaxonomyMigrateRequest request, Screen screen)
    {
        var (project, newest) = (migration.Project, migration.Project.Taxonomy);
        if (request.Json)
        {
            screen.Line(JsonText.Of(new
            {
                newest.Version,
                CodingsIn = old.Codings.Count,
                Carried = project.Codings.Count - migration.Waiting,
                migration.Waiting,
                NotWritten = migration.NotWritten.Count,
                Recode = migration.Recodes.Count,
                RecodePosts = migration.Recodes.Select(recode => recode.PostId).Distinct(StringComparer.Ordinal).Count(),
                PassagesIn = old.Passages.Count,
                PassagesCarried = project.Passages.Count,
                PassagesRecode = migration.PassageRecodes.Count,
                request.Output,
            }));
            return;
        }

        screen.Line($"{TaxonomyText.Count(old.Codings.Count, "coding")} of {TaxonomyText.Count(old.Codings.Select(coding => coding.PostId).Distinct(StringComparer.Ordinal).Count(), "post")} to {newest.Name} version {TaxonomyText.Number(newest.Version)}: "
            + $"{TaxonomyText.Number(project.Codings.Count - migration.Waiting)} carried over, {TaxonomyText.Number(migration.Waiting)} with candidates that wait, {TaxonomyText.Number(migration.NotWritten.Count)} not written (all codes retired)");
        foreach (var reason in migration.Recodes.GroupBy(recode => (recode.OldCode, recode.Reason)).OrderBy(group => group.Key))
        {
            screen.Line($"  {(reason.Key.OldCode.Length > 0 ? reason.Key.OldCode + ": " : "")}{reason.Key.Reason}: {TaxonomyText.Count(reason.Count(), "coding")} to look at");
        }

        if (old.Passages.Count > 0)
        {
            screen.Line($"{TaxonomyText.Count(old.Passages.Count, "passage")}: {TaxonomyText.Number(project.Passages.Count)} carried over, {TaxonomyText.Number(migration.PassageRecodes.Count)} to look at");
        }

        screen.Wrote(request.Output);
        screen.Wrote(Path.Combine(request.Output, Recodes));
        if (migration.PassageRecodes.Count > 0)
        {
            screen.Wrote(Path.Combine(request.Output, PassageRecodes));
        }
    }
}

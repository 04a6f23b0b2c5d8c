using System.Globalization;
using ForumClassifier.Analysis.Crosswalks;
using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Analysis.Reports;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Training;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>evaluate</c> is asked to do.</summary>
/// <param name="Output">Folder for the figures as files, or null.</param>
internal sealed record EvaluateRequest(
    string Model, string LabeledData, PostColumns Columns, string? Taxonomy, string? Coder, string? Output, int? MaxTokens, ComputeChoice Compute, bool Overwrite, bool Json);

/// <summary>A model against labelled data.</summary>
internal static class EvaluateJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task<EvaluationReport> RunAsync(EvaluateRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var target = request.Output is null ? null : new WholeFolder(request.Output, request.Overwrite);
        var description = ClassifierDescription.Load(request.Model);
        LongestInput.Require(request.MaxTokens, $"of the model {description.Name}", BertConfiguration.Load(request.Model).MaxPositionEmbeddings);
        var (labelled, compared) = await EvaluateCrosswalk.ReadAsync(request, description, cancellationToken);
        var posts = CodedTexts.Of(labelled, request.LabeledData, description.TextTemplate, screen);
        var others = compared?.Others(posts.SelectMany(post => post.Codes).ToHashSet(StringComparer.Ordinal)).ToList() ?? [];
        posts = compared is null ? posts : EvaluateCrosswalk.Map(posts, compared, others, description.Taxonomy.Assignment, screen);
        var model = request.Compute.ChooseEngine(request.Model).Load(request.Model, request.MaxTokens);
        using var classifier = compared is null ? model : new ComparedClassifier(model, compared, description.Taxonomy.Assignment);
        var unknown = posts.SelectMany(post => post.Codes).Where(code => !classifier.Codes.Contains(code)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new EvaluationException($"{request.LabeledData}: {unknown.Count} codes are not among the model's: {Shown.Names(unknown, 10)}. The model {classifier.Name} knows: {Shown.Names(classifier.Codes)}. Evaluate with codings of the model's taxonomy, or train a model on these.");
        }

        if (posts.Count == 0)
        {
            throw new EvaluationException($"{request.LabeledData}: No coded post has a text. Expected at least one. Check the columns.");
        }

        var evaluated = ModelEvaluation.Apply(classifier, posts, cancellationToken);
        var report = EvaluationReport.Of(evaluated, classifier.Codes, description.Taxonomy.Assignment, Absent(classifier.Codes, posts), ModelEvaluation.Resamples, ModelEvaluation.Seed);
        // codes compared across versions are in neither taxonomy, so they have no levels
        var levels = compared is null ? ModelEvaluation.Levels(evaluated, description.Taxonomy, classifier.Codes, labelled: null) : [];
        if (request.Json)
        {
            screen.Line(EvaluationTables.ToJsonText(report, levels).TrimEnd('\n'));
        }
        else
        {
            Print(report, levels, screen);
        }

        target?.Write(folder =>
        {
            WholeFile.WriteText(Path.Combine(folder, "metrics.json"), EvaluationTables.ToJsonText(report, levels));
            WholeFile.WriteText(Path.Combine(folder, "codes.csv"), EvaluationTables.ToCsv(report));
            if (others.Count > 0)
            {
                WholeFile.WriteText(Path.Combine(folder, "crosswalk.csv"), CrosswalkTable.ToCsv(others));
            }

            if (EvaluationTables.ToConfusionCsv(report) is { } confusion)
            {
                WholeFile.WriteText(Path.Combine(folder, "confusion.csv"), confusion);
            }

            if (EvaluationTables.ToLevelsCsv(levels) is { } perLevel)
            {
                WholeFile.WriteText(Path.Combine(folder, "levels.csv"), perLevel);
            }
        });
        if (request.Output is not null && !request.Json)
        {
            screen.Wrote(request.Output);
        }

        return report;
    }

    // What no post here was given cannot be found in it.
    private static HashSet<string> Absent(CodeSet codes, IReadOnlyList<CodedText> posts) =>
        codes.Except(posts.SelectMany(post => post.Codes), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);

    private static void Print(EvaluationReport report, IReadOnlyList<LevelReport> levels, Screen screen)
    {
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Posts} posts in {report.Threads} threads, {report.Truncated} of them cut to the longest input; 95 % intervals by bootstrap over threads."));
        screen.Table(EvaluationTable.Overall(report));
        if (levels.Count > 0)
        {
            screen.Table(EvaluationTable.PerLevel(levels));
        }

        screen.Table(EvaluationTable.PerCode(report));
        if (EvaluationTable.Confusion(report) is { } confusion)
        {
            screen.Table(confusion);
        }
    }
}

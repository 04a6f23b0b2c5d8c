using System.Globalization;
using System.Reflection;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Duplicates;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Selection;
using ForumClassifier.Inference;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Models;
using Spectre.Console;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>label</c> is asked to do.</summary>
/// <param name="MaxTokens">Longest input; null for the model's.</param>
internal sealed record LabelJobRequest(
    string Model, IReadOnlyList<string> Corpus, PostColumns Columns, string Output, int? MaxTokens, ComputeChoice Compute, bool Overwrite, bool Strict)
{
    public PostSelection Selection { get; init; } = PostSelection.All;

    /// <summary>Null to leave them alone; <c>report</c> counts them, <c>label-once</c> also gives each the prediction of the first.</summary>
    public string? Duplicates { get; init; }

    /// <summary>Of the engine; null for its own choice, or that of the labelling that is gone on with.</summary>
    public int? Threads { get; init; }

    /// <summary>An earlier run, whose predictions are kept for unchanged posts; null to label all.</summary>
    public string? Since { get; init; }

    /// <summary>Where its predictions lie, if they were moved.</summary>
    public string? SincePredictions { get; init; }

    /// <summary>True to print the summary as JSON.</summary>
    public bool Json { get; init; }
}

/// <summary>A corpus to predictions.</summary>
internal static class LabelJob
{
    /// <summary>Counts the duplicates.</summary>
    public const string ReportDuplicates = "report";

    /// <summary>Counts the duplicates, and classifies the first of each group alone.</summary>
    public const string LabelOnce = "label-once";

    /// <summary>How many threads the engine has; the order of its sums depends on them.</summary>
    public const string Threads = "--threads";

    /// <summary>As plans and receipts record it.</summary>
    public static string ProgramVersion { get; } = Assembly.GetExecutingAssembly().GetName().Version?.ToString() ?? "";

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the same request goes on later.</exception>
    public static async Task<LabelSummary> RunAsync(LabelJobRequest request, Screen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = request.Overwrite ? null : LabelRun.FindOptions(request.Output)?.GetValueOrDefault(Threads); // elsewhere, perhaps, where there are more cores
        var threads = request.Threads ?? (begun is null ? null : ParseThreads(begun));
        var (labelling, engine) = await PrepareAsync(request, ClassifierDescription.Load(request.Model), threads, cancellationToken);
        var run = new LabelRun(labelling, () => engine.Load(request.Model, request.MaxTokens, ParseThreads(labelling.Options[Threads])), time, ProgramTime.Elapsed(time));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var counting = Task.Run(() => CountAsync(labelling, request.Duplicates == ReportDuplicates, enough.Token), enough.Token); // beside the labelling, which need not wait
        try
        {
            var summary = ProgressDisplay.Run(screen, show => run.RunAsync(
                progress => Report(progress, counting.IsCompletedSuccessfully ? counting.Result.Posts : null, show), cancellationToken).GetAwaiter().GetResult());
            Print(summary, request.Duplicates == ReportDuplicates ? (await counting).Duplicates : summary.Duplicates, request, screen);
            return summary;
        }
        finally
        {
            await enough.CancelAsync();
            await counting.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Loads the engine, and finds everything that the predictions depend on.</summary>
    /// <param name="threads">Of the engine; null for its own choice.</param>
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task<(LabelRequest Request, ChosenEngine Engine)> PrepareAsync(LabelJobRequest request, ClassifierDescription description, int? threads, CancellationToken cancellationToken)
    {
        LongestInput.Require(request.MaxTokens, $"of the model {description.Name}", BertConfiguration.Load(request.Model).MaxPositionEmbeddings);
        var engine = request.Compute.ChooseEngine(request.Model);
        var labelling = new LabelRequest
        {
            CorpusPaths = request.Corpus,
            Columns = request.Columns,
            Taxonomy = description.Taxonomy,
            TextTemplate = description.TextTemplate,
            Selection = request.Selection,
            LabelOnce = request.Duplicates == LabelOnce,
            Model = await ModelIdentity.OfFolderAsync(description.Name, request.Model, cancellationToken),
            Options = new Dictionary<string, string>(engine.Options)
            {
                ["--max-tokens"] = (request.MaxTokens ?? description.MaxTokens).ToString(CultureInfo.InvariantCulture),
                [Threads] = (threads ?? engine.FindThreads()).ToString(CultureInfo.InvariantCulture),
            },
            ProgramVersion = ProgramVersion,
            Output = request.Output,
            Overwrite = request.Overwrite,
            Strict = request.Strict,
            Since = request.Since is null ? null : EarlierRun.Find(request.Since, request.SincePredictions),
        };
        return (labelling, engine);
    }

    /// <param name="option">As a plan records it.</param>
    public static int ParseThreads(string option) => int.Parse(option, CultureInfo.InvariantCulture);

    /// <summary>How many posts have each code, the most frequent first.</summary>
    /// <param name="posts">Those that have a text.</param>
    public static Table CodesTable(IReadOnlyDictionary<string, long> codes, long posts)
    {
        var table = Screen.NewTable(null, "code", "posts", "share");
        foreach (var (code, count) in codes.OrderByDescending(entry => entry.Value))
        {
            table.AddRow(Markup.Escape(code), count.ToString("N0", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / Math.Max(1, posts):F1} %"));
        }

        return table;
    }

    /// <summary>How many posts there are, null where the corpus cannot be read: what is wrong with it is found, and said, by the run itself.</summary>
    public static async Task<(long? Posts, DuplicateCounts? Duplicates)> CountAsync(LabelRequest request, bool countDuplicates, CancellationToken cancellationToken)
    {
        using var counter = countDuplicates ? new DuplicateCounter() : null;
        var posts = 0L;
        try
        {
            await foreach (var post in SelectedPosts.ReadAsync(request.CorpusPaths, request.Columns, request.Selection, new CorpusOddities(), cancellationToken))
            {
                counter?.Add(PostText.Compose(post, request.TextTemplate));
                posts++;
            }

            return (posts, counter?.Count(cancellationToken));
        }
        catch (InputException)
        {
            return (null, null);
        }
    }

    private static void Report(LabelProgress progress, long? total, Action<double?, string> show)
    {
        var pace = string.Create(CultureInfo.InvariantCulture, $"{progress.Posts:N0} posts labelled, {progress.PostsPerSecond:F1} posts/s");
        if (total is > 0 && progress.PostsPerSecond > 0)
        {
            var left = TimeLeft.Of((total.Value - progress.Posts) / progress.PostsPerSecond);
            show((double)progress.Posts / total.Value, string.Create(CultureInfo.InvariantCulture, $"{pace}, {left} left of {total:N0} posts"));
        }
        else
        {
            show(null, pace);
        }
    }

    private static void Print(LabelSummary summary, DuplicateCounts? duplicates, LabelJobRequest request, Screen screen)
    {
        foreach (var warning in summary.Warnings)
        {
            screen.Warn(warning);
        }

        if (request.Json)
        {
            screen.Line(JsonText.Of(summary));
            return;
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Labelled {summary.Posts:N0} posts ({summary.KeptPosts:N0} of them before an interruption; {summary.Abstained:N0} without text, {summary.Truncated:N0} cut)"));
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{summary.Seconds:F1} s, {summary.PostsPerSecond:F1} posts/s, {summary.TokensPerSecond:N0} tokens/s; first batch {summary.SecondsToFirstBatch ?? 0:F1} s after the program's start"));
        screen.Line(PhasesText.Of(summary.Phases, summary.EngineShare, summary.PaddingShare));
        if (summary.Since is { } since)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"Since the earlier run: {since.New:N0} new, {since.Changed:N0} changed, {since.Unchanged:N0} unchanged and not computed again, {since.Gone:N0} gone"));
        }

        if (duplicates is not null)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"Duplicates: {duplicates.ExactPosts:N0} posts share {duplicates.ExactGroups:N0} texts; {duplicates.NearPosts:N0} posts are in {duplicates.NearGroups:N0} groups of nearly equal texts; {summary.Repeated:N0} posts were given the prediction of an earlier one"));
        }

        screen.Table(CodesTable(summary.Codes, summary.Posts - summary.Abstained));
        screen.Wrote(request.Output);
    }
}

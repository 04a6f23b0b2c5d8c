using System.Globalization;
using ForumClassifier.Analysis.Trends;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Training;

namespace ForumClassifier.Cli.Jobs;

/// <summary>The whole job on data of this repository: what a newcomer runs first.</summary>
internal static class QuickstartJob
{
    private static readonly string Folder = Path.Combine("runs", "quickstart");

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(ComputeChoice compute, Screen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var data = ProgramFiles.Find("labeled-data", "hugging-face-forum")
            ?? throw new OutputException(Path.Combine("labeled-data", "hugging-face-forum"), "The quickstart's data is not here.", "Start it from the folder of the repository.");
        Clear();
        var (model, predictions, trends) = (Path.Combine(Folder, "model"), Path.Combine(Folder, "predictions.csv"), Path.Combine(Folder, "trends"));

        screen.Line("1  Train and measure");
        var request = new TrainRequest(data, new PostColumns(), Taxonomy: null, Assignment: null, Coder: null, TestData: null, ProgramFiles.DefaultEncoder, From: null, model,
            TrainingOptions.For(ProgramFiles.DefaultEncoder, Assignment.Multiple), LearningRate: null, compute, Overwrite: false, Resume: false);
        var result = await TrainJob.RunAsync(request, screen, time, cancellationToken);
        screen.Table(EvaluationTable.PerCode(result.FineTuned));

        screen.Line("2  Label a dump the model has not seen");
        await LabelJob.RunAsync(new LabelJobRequest(model, [Path.Combine(data, "dump")], new PostColumns(), predictions, MaxTokens: null, compute, Overwrite: false, Strict: true), screen, time, cancellationToken);

        screen.Line();
        screen.Line("3  Draw the trends");
        await TrendsJob.RunAsync(new TrendsRequest([predictions], trends, TrendPeriod.Quarter, Path.Combine(data, "taxonomy.yaml"), Overwrite: false), screen, cancellationToken);
        screen.Line();
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Macro F1 on the posts held out: fine-tuned encoder {Screen.Shown(result.FineTuned.MacroF1)}, ML.NET baseline {Screen.Shown(result.Linear.MacroF1)}"));
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Done in {time.GetElapsedTime(started).TotalSeconds:F0} s. Open {Path.Combine(trends, "report.html")} in a browser."));
    }

    private static void Clear()
    {
        try
        {
            if (Directory.Exists(Folder))
            {
                Directory.Delete(Folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WholeFile.Explain(Folder, e);
        }
    }
}

using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ForumClassifier.Analysis.Reports;
using ForumClassifier.Core.Files;
using ForumClassifier.Modeling.Encoders;
using static TorchSharp.torch;

namespace ForumClassifier.Training;

/// <summary>Writes how a model was made and how good it was measured: <c>training.json</c>, <c>metrics.json</c>, <c>MODEL_CARD.md</c>.</summary>
internal static class ModelRecords
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public static void Write(string folder, TrainingData data, PretrainedEncoder encoder, TrainingOptions options, Device device, TrainingResult result, TimeProvider time)
    {
        var training = new
        {
            Options = options,
            Device = device.ToString(),
            Machine = new { RuntimeInformation.OSDescription, Architecture = RuntimeInformation.ProcessArchitecture.ToString(), Environment.ProcessorCount },
            Program = Version(),
            FinishedAt = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            Seconds = Math.Round(result.Duration.TotalSeconds, 1),
            DataSha256 = data.Hash(),
            EncoderSha256 = encoder.Hash(),
            From = result.From?.ToRecord(),
            Posts = data.Posts.Count,
            result.BestEpoch,
            result.Epochs,
            result.RefitEpochs,
            Split = new
            {
                Training = result.Split.Training.Select(post => post.PostId),
                Validation = result.Split.Validation.Select(post => post.PostId),
                Test = result.Split.Test.Select(post => post.PostId),
            },
        };
        WholeFile.WriteText(Path.Combine(folder, "training.json"), JsonSerializer.Serialize(training, Json) + "\n");

        var metrics = new JsonObject
        {
            ["note"] = MeasuredModel(result),
            ["fine_tuned"] = EvaluationTables.ToJson(result.FineTuned, result.Levels),
            ["linear_baseline"] = EvaluationTables.ToJson(result.Linear),
            ["majority_baseline"] = EvaluationTables.ToJson(result.Majority),
        };
        WholeFile.WriteText(Path.Combine(folder, "metrics.json"), metrics.ToJsonString(Json) + "\n");
        WholeFile.WriteText(Path.Combine(folder, "MODEL_CARD.md"), ModelCard.Write(data, options, result));
    }

    /// <summary>Which model the figures are of, in words.</summary>
    internal static string MeasuredModel(TrainingResult result) => (result.RefitEpochs is null
        ? "The figures are of this model, on posts it was not trained on."
        : $"The figures are of the model before: trained on the training posts alone and measured on posts it was not trained on. "
            + $"The model in this folder was then trained again on all codings, for the {result.BestEpoch} epochs that were best, with the same thresholds; it was not measured.")
        + (result.Warning is { } warning ? " " + warning : "");

    private static string Version() => typeof(ModelRecords).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Modeling.Native;

/// <summary>What <c>label</c> reads of a model before it loads torch.</summary>
internal static class ModelFolderThatLoads
{
    private const string Description = """
        {
          "name": "tiny-model",
          "taxonomy": { "name": "colours", "version": 1, "assignment": "single", "codes": [{ "id": "red", "name": "Red", "definition": "" }] },
          "codes": ["red"],
          "pooling": "mean",
          "text_template": "title-and-body",
          "max_tokens": 32,
          "thresholds": null
        }
        """;

    public static void Write(TemporaryFolder folder)
    {
        folder.Write("model/classifier.json", Description);
        File.Copy(ReferenceData.File("training", "bert", "initial", "config.json"), folder.File("model/config.json"));
    }
}

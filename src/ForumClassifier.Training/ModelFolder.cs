using ForumClassifier.Core.Files;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;

namespace ForumClassifier.Training;

/// <summary>Writes a model as a folder in Hugging Face layout with <c>classifier.json</c> beside the weights.</summary>
internal static class ModelFolder
{
    /// <exception cref="OutputException">The folder cannot be written, or the disk is full.</exception>
    public static void Write(string folder, PretrainedEncoder encoder, SequenceClassifier model, ClassifierDescription description)
    {
        try
        {
            Directory.CreateDirectory(folder);
            encoder.CopyFilesTo(folder);
        }
        catch (Exception e) when (WholeFile.CannotWrite(e))
        {
            throw WholeFile.Explain(folder, e);
        }

        SafetensorsWriter.Write(Path.Combine(folder, "model.safetensors"), CheckpointLoading.Named(model));
        description.Save(folder);
    }
}

using ForumClassifier.Core;
using ForumClassifier.Modeling.Encoders.Bert;
using ForumClassifier.Modeling.Tokenizers;

namespace ForumClassifier.Modeling.Models;

/// <summary>What a model folder holds beside its weights, read and checked.</summary>
/// <param name="MaxTokens">Longest input, begin and end included.</param>
internal sealed record ModelParts(ClassifierDescription Description, BertConfiguration Configuration, BertTextTokenizer Tokenizer, int MaxTokens)
{
    /// <param name="maxTokens">Longest input, from 2 to what the encoder takes; null for the model's.</param>
    /// <exception cref="ForumClassifierException">A file of the folder is missing or damaged.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The encoder does not take so long an input.</exception>
    public static ModelParts Load(string folder, int? maxTokens)
    {
        var description = ClassifierDescription.Load(folder);
        var configuration = BertConfiguration.Load(folder);
        if (maxTokens < 2 || maxTokens > configuration.MaxPositionEmbeddings)
        {
            throw new ArgumentOutOfRangeException(nameof(maxTokens), maxTokens, $"Expected 2 to {configuration.MaxPositionEmbeddings}.");
        }

        if (description.MaxTokens > configuration.MaxPositionEmbeddings)
        {
            throw new ModelException(folder, $"Its classifier.json says that it reads {description.MaxTokens} tokens, its config.json {configuration.MaxPositionEmbeddings}.", "Copy the model folder again, or train again.");
        }

        return new ModelParts(description, configuration, BertTextTokenizer.Load(folder, configuration.VocabSize), maxTokens ?? description.MaxTokens);
    }
}

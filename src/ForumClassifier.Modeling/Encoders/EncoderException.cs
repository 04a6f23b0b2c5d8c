using ForumClassifier.Core;

namespace ForumClassifier.Modeling.Encoders;

/// <summary>The configuration of an encoder is missing, wrong, or of a kind that is not supported.</summary>
public sealed class EncoderException(string path, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException($"{path}: {problem} {remedy}", inner);

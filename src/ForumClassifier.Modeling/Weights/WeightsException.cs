using ForumClassifier.Core;

namespace ForumClassifier.Modeling.Weights;

/// <summary>A file of weights is missing, damaged, or not what it says it is.</summary>
public sealed class WeightsException(string path, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException($"{path}: {problem} {remedy}", inner);

using ForumClassifier.Core;

namespace ForumClassifier.Modeling.Models;

/// <summary>A model folder is missing a file, or a file of it is damaged.</summary>
public sealed class ModelException(string path, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException($"{path}: {problem} {remedy}", inner);

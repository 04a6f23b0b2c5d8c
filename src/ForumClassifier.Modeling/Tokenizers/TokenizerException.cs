using ForumClassifier.Core;

namespace ForumClassifier.Modeling.Tokenizers;

/// <summary>The tokenizer files of a model folder are missing or wrong.</summary>
public sealed class TokenizerException(string path, string problem, string remedy, Exception? inner = null)
    : ForumClassifierException($"{path}: {problem} {remedy}", inner);

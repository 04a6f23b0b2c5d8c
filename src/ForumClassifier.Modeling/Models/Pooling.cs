namespace ForumClassifier.Modeling.Models;

/// <summary>How one vector a post is made of one vector a token.</summary>
public enum Pooling
{
    /// <summary>The mean over all tokens, begin and end included, as sentence encoders have it.</summary>
    Mean,

    /// <summary>The first token through BERT's pooler (a linear layer and tanh).</summary>
    First,
}

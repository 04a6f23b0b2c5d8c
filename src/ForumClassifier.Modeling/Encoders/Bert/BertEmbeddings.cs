using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>Sum of word, position and token-type embeddings, normalised.</summary>
internal sealed class BertEmbeddings : nn.Module<TokenBatch, Tensor>
{
    [ComponentName(Name = "word_embeddings")] private readonly Embedding _words;
    [ComponentName(Name = "position_embeddings")] private readonly Embedding _positions;
    [ComponentName(Name = "token_type_embeddings")] private readonly Embedding _tokenTypes;
    [ComponentName(Name = "LayerNorm")] private readonly LayerNorm _norm;
    private readonly double _dropout;

    public BertEmbeddings(BertConfiguration configuration) : base(nameof(BertEmbeddings))
    {
        _words = nn.Embedding(configuration.VocabSize, configuration.HiddenSize);
        _positions = nn.Embedding(configuration.MaxPositionEmbeddings, configuration.HiddenSize);
        _tokenTypes = nn.Embedding(configuration.TypeVocabSize, configuration.HiddenSize);
        _norm = nn.LayerNorm(configuration.HiddenSize, configuration.LayerNormEps);
        _dropout = configuration.HiddenDropoutProb;
        RegisterComponents();
    }

    /// <returns>[B, T, D], in the caller's dispose scope.</returns>
    public override Tensor forward(TokenBatch batch)
    {
        using var scope = NewDisposeScope();
        var positions = arange(batch.InputIds.shape[1], dtype: ScalarType.Int64, device: batch.InputIds.device); // [T]
        var types = batch.TokenTypeIds ?? zeros_like(batch.InputIds); // [B, T]
        var sum = _words.call(batch.InputIds) + _tokenTypes.call(types) + _positions.call(positions); // [B, T, D]
        return nn.functional.dropout(_norm.call(sum), _dropout, training).MoveToOuterDisposeScope(); // [B, T, D]
    }
}

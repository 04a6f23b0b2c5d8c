using TorchSharp.Utils;
using static TorchSharp.torch;

namespace ForumClassifier.Modeling.Encoders.Bert;

/// <summary>BERT: token batches in, one vector a token out.</summary>
/// <remarks>
/// Shapes: B posts, T tokens (padded), D hidden size, H heads, K = D / H. Component names are those of the Hugging Face
/// checkpoint of <c>BertModel</c>. Devlin et al., NAACL 2019.
/// </remarks>
internal sealed class BertEncoder : nn.Module<TokenBatch, Tensor>
{
    [ComponentName(Name = "embeddings")] private readonly BertEmbeddings _embeddings;
    [ComponentName(Name = "encoder")] private readonly BertLayers _layers;

    public BertEncoder(BertConfiguration configuration) : base(nameof(BertEncoder))
    {
        _embeddings = new BertEmbeddings(configuration);
        _layers = new BertLayers(configuration);
        RegisterComponents();
    }

    /// <returns>[B, T, D], in the caller's dispose scope; rows of padding hold anything.</returns>
    public override Tensor forward(TokenBatch batch)
    {
        using var embedded = _embeddings.call(batch); // [B, T, D]
        using var mask = Broadcast(batch.AttentionMask);
        return _layers.call(embedded, mask);
    }

    /// <summary>The embeddings and the result of every layer, [B, T, D] each.</summary>
    internal IReadOnlyList<Tensor> HiddenStates(TokenBatch batch)
    {
        var embedded = _embeddings.call(batch); // [B, T, D]
        using var mask = Broadcast(batch.AttentionMask);
        return [embedded, .. _layers.ForwardEach(embedded, mask)];
    }

    // [B, T] -> [B, 1, 1, T]
    private static Tensor? Broadcast(Tensor? attentionMask)
    {
        using var row = attentionMask?.unsqueeze(1);
        return row?.unsqueeze(1);
    }
}

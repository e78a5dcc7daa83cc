/**
 * Lines whose authors, and translators where there is one, died more than a hundred years ago. Each stands in the work it is said
 * to be from, in these words; sayings that are only ascribed to somebody are left out.
 */
export interface Line {
  readonly text: string;
  readonly by: string;
}

export const lines: readonly Line[] = [
  {
    text: 'The light which puts out our eyes is darkness to us. Only that day dawns to which we are awake.',
    by: 'Henry David Thoreau, Walden',
  },
  { text: 'Adopt the pace of Nature. Her secret is patience.', by: 'Ralph Waldo Emerson, Education' },
  { text: 'The soul is dyed by the thoughts.', by: 'Marcus Aurelius, translated by George Long' },
  { text: 'The journey of a thousand li commenced with a single step.', by: 'Laozi, translated by James Legge' },
  {
    text: 'To see a World in a Grain of Sand, and a Heaven in a Wild Flower.',
    by: 'William Blake, Auguries of Innocence',
  },
  { text: 'Beauty is truth, truth beauty.', by: 'John Keats, Ode on a Grecian Urn' },
  { text: 'A thing of beauty is a joy for ever.', by: 'John Keats, Endymion' },
  { text: 'Hope is the thing with feathers that perches in the soul.', by: 'Emily Dickinson' },
  { text: 'The mountains are calling and I must go.', by: 'John Muir, in a letter' },
  { text: 'In every walk with Nature one receives far more than he seeks.', by: 'John Muir, Steep Trails' },
  { text: 'Simplify, simplify.', by: 'Henry David Thoreau, Walden' },
  { text: 'I went to the woods because I wished to live deliberately.', by: 'Henry David Thoreau, Walden' },
  { text: 'Nothing great was ever achieved without enthusiasm.', by: 'Ralph Waldo Emerson, Circles' },
  { text: 'Earth laughs in flowers.', by: 'Ralph Waldo Emerson, Hamatreya' },
  { text: 'All good things are wild and free.', by: 'Henry David Thoreau, Walking' },
  { text: 'There is no charm equal to tenderness of heart.', by: 'Jane Austen, Emma' },
  { text: 'I declare after all there is no enjoyment like reading!', by: 'Jane Austen, Pride and Prejudice' },
  { text: 'If Winter comes, can Spring be far behind?', by: 'Percy Bysshe Shelley, Ode to the West Wind' },
  { text: 'The world is too much with us; late and soon.', by: 'William Wordsworth' },
  { text: 'Nature never did betray the heart that loved her.', by: 'William Wordsworth, Tintern Abbey' },
  { text: 'One touch of nature makes the whole world kin.', by: 'William Shakespeare, Troilus and Cressida' },
  { text: 'The quality of mercy is not strained.', by: 'William Shakespeare, The Merchant of Venice' },
  { text: 'How far that little candle throws his beams!', by: 'William Shakespeare, The Merchant of Venice' },
  {
    text: 'Our doubts are traitors, and make us lose the good we oft might win.',
    by: 'William Shakespeare, Measure for Measure',
  },
  { text: 'I exist as I am, that is enough.', by: 'Walt Whitman, Song of Myself' },
  {
    text: 'What do we live for, if it is not to make life less difficult to each other?',
    by: 'George Eliot, Middlemarch',
  },
  {
    text: 'It is a far, far better thing that I do, than I have ever done.',
    by: 'Charles Dickens, A Tale of Two Cities',
  },
  { text: 'I am a part of all that I have met.', by: 'Alfred Tennyson, Ulysses' },
  { text: 'To strive, to seek, to find, and not to yield.', by: 'Alfred Tennyson, Ulysses' },
  { text: 'There is a pleasure in the pathless woods.', by: 'Lord Byron, Childe Harold’s Pilgrimage' },
  { text: 'She walks in beauty, like the night of cloudless climes and starry skies.', by: 'Lord Byron' },
  {
    text: 'He prayeth best, who loveth best all things both great and small.',
    by: 'Samuel Taylor Coleridge, The Rime of the Ancient Mariner',
  },
  { text: 'Into each life some rain must fall.', by: 'Henry Wadsworth Longfellow, The Rainy Day' },
  {
    text: 'Ah, but a man’s reach should exceed his grasp, or what’s a heaven for?',
    by: 'Robert Browning, Andrea del Sarto',
  },
  { text: 'Who has seen the wind? Neither I nor you.', by: 'Christina Rossetti' },
  {
    text: 'The world is so full of a number of things, I’m sure we should all be as happy as kings.',
    by: 'Robert Louis Stevenson',
  },
  { text: 'To travel hopefully is a better thing than to arrive.', by: 'Robert Louis Stevenson, Virginibus Puerisque' },
  {
    text: 'We are all in the gutter, but some of us are looking at the stars.',
    by: 'Oscar Wilde, Lady Windermere’s Fan',
  },
  { text: 'No man is an island, entire of itself.', by: 'John Donne, Devotions upon Emergent Occasions' },
  { text: 'Gather ye rosebuds while ye may.', by: 'Robert Herrick' },
  { text: 'Hope springs eternal in the human breast.', by: 'Alexander Pope, An Essay on Man' },
  { text: 'There lives the dearest freshness deep down things.', by: 'Gerard Manley Hopkins, God’s Grandeur' },
  { text: 'With malice toward none, with charity for all.', by: 'Abraham Lincoln, Second Inaugural Address' },
];

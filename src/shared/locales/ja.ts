import type { Translation } from '../strings.js';

export const strings: Translation = {
  // <gs-game-frame>
  frameTitle: 'ゲーム',
  frameLoading: 'ゲームを読み込んでいます…',
  frameSlow: 'ゲームの読み込みに時間がかかっています。',
  frameReload: 'ゲームを再読み込み',
  frameClosed:
    'ゲームが一度に多くのデータを送ったため、このページは受信を止めました。スコアが反映されないことがあります。',
  frameBlank: 'このゲームにはアドレスがありません。',
  frameInvalid: 'このゲームのアドレスは完全なウェブアドレスではありません。',
  frameScheme: 'このゲームのアドレスは許可されていない種類です。',
  frameInsecure: 'このゲームのアドレスは安全ではありません。',
  frameCredentials: 'このゲームのアドレスにユーザー名かパスワードが含まれています。',
  frameOwnOrigin: 'このゲームはページと同じサイトのものなので、安全に表示できません。',
  frameNotListed: 'このページは {host} のゲームを許可していません。',
  framePagePolicy: 'このページのセキュリティポリシーがゲームを拒否しています。',

  // <gs-leaderboard>
  board: 'ランキング',
  boardEmpty: 'まだ参加者がいません。最初の参加者が現れるとスコアが表示されます。',
  boardLive: 'ライブ',
  boardFinal: '最終結果',
  boardPaused: '一時停止中',
  boardUpcoming: 'まもなく開始',
  boardClock: 'セッションの時計',
  boardStartsIn: '開始まで {time}',
  boardPlayers: '{n}人',
  boardRank: '順位',
  boardChange: '変動',
  boardPlayer: 'プレイヤー',
  boardScore: 'スコア',
  boardYou: 'あなた',
  boardUnnamed: '名前なし',
  boardUp: '{places}つ上昇',
  boardDown: '{places}つ下降',
  boardGoToSelf: 'あなたは{rank}位、{score}です。自分の行へ移動します。',
  boardSearch: 'プレイヤーを探す',
  boardNoMatch: '「{text}」に一致するプレイヤーはいません。',
  boardPodium: '上位3名',
  boardNewRank: '現在{total}人中{rank}位です。',
  boardNewLeader: '{name}が{score}で首位に立ちました。',
};

/** Simplified Chinese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/why.js';

export const why: Translation<typeof en.why> = {
  diskMissing: '文件已不在 {path} 中。',
  diskMissingSomewhere: '文件已不在原来的位置。',
  diskSilent: '磁盘暂时没有响应，其他磁盘继续工作。',
  diskSlow: '磁盘此刻比网络慢：{waiting} 等待写入。',
  awaitingChoice: '等待你选择文件。',
  paused: '等待你继续。',
  complete: '内容已齐全。继续之前不会上传。',
  goalReached: {
    ratio: '已达到你设定的分享率。继续即可分享更多。',
    time: '已达到你设定的做种时间。继续即可接着做种。',
    idle: '在你设定的时间内没有人下载。继续即可接着做种。',
  },
  queued: '{position, plural, =1 {下一个就轮到它。} other {轮到时开始，目前在队列第 {position, number} 位。}}',
  waitingForCheck: '文件等待校验。',
  checking: '正在校验文件，已完成 {share}，之后继续。',
  moving: '正在移动文件，已完成 {share}，之后继续。',
  noPeers: '{known, plural, =0 {等待用户。目前没有拥有此 Torrent 的人在线。} other {等待用户。已知的 # 个地址目前都没有回应。}}',
  nobodyHas: '{pieces, plural, other {有 # 个区块还没有人拥有，其余继续。}}',
  nobodyHasRest: '{pieces, plural, other {有 # 个区块还没有人拥有，等待拥有者出现。}}',
  allChokeUs: '{peers, plural, other {已连接 # 个用户，都还没有空位给我们。}}',
  peersSilent: '{peers, plural, other {已向 # 个用户请求，但有一阵子没有收到数据。}}',
  peersSlow: '{peers, plural, other {# 个用户的发送速度不超过 {rate}。}}',
  nobodyInterested: '{peers, plural, =0 {目前没有人需要它。} other {已连接 # 个用户，都不需要我们的数据。}}',
  limited: {
    torrent: {
      down: '受此 Torrent 的下载限速 {rate} 限制。',
      up: '受此 Torrent 的上传限速 {rate} 限制。',
    },
    session: {
      down: '受你的下载限速 {rate} 限制。',
      up: '受你的上传限速 {rate} 限制。',
    },
  },
  trackerRefused: '{host} 拒绝了此 Torrent：“{text}”。',
  trackerUnreachable: 'Tracker {host} 没有回应，{time} 后重试。',
  fetchingDetails: '{peers, plural, =0 {正在获取详情，寻找用户中。} other {正在从 # 个用户获取详情。}}',
};
